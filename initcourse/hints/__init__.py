"""Hints: a failed check asks here what the mistake may have been.

Nobody writes a hint into a notebook. It stands in the bank of wrong answers, once, beside the answer that makes the
mistake; `initcourse verify` runs these answers and writes what came back into tables, `<assignment>.json` beside this
file for the checks that students see. What can go wrong in every exercise is in `common`.
"""

from initcourse.hints.finding import Finding, plain
from initcourse.hints.table import OR, HintTable, Mistake, Outcomes, find_hint, use_table

__all__ = ["OR", "Finding", "HintTable", "Mistake", "Outcomes", "find_hint", "plain", "use_table"]
