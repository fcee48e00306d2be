"""What grading costs, measured against plain nbgrader; `python -m benchmarks` in a clone of the course.

Stands beside the package because nobody who installs the course needs it. `bench` grades one class in every way, `page`
writes what came out as `docs/performance.md`, `process_sampler` watches from outside, and two programs of their own
measure what `bench` cannot in its own process: `lower_bound` and `driver_cost`.
"""

from pathlib import Path

CLONE = Path(__file__).parents[1]
"""The folder in which `python -m benchmarks...` finds this package."""
