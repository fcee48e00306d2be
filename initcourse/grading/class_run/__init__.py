"""A class run: which hand-ins there are, in which order they go through the rooms below, and what became of each.

- `run`: the whole class; keeps as many hand-ins on their way as can be executed at once.
- `job`: one hand-in until it is executed: read, put right, or found to be graded already.
- `recorder`: one hand-in after it was executed: scores into the gradebook, then the graded notebook on disk.
- `context`: what all hand-ins of one assignment share, read once.
- `calibration`: whether the tests can judge the source apart from student code, tried before the class.
- `outcome`: what became of a hand-in, in one word and one line.
- `autograded`: the graded notebook on disk and what it says of its own making.
- `report`: progress, table and list for people.

Nothing here executes a notebook, which is `execution`'s, or prints, which is the command line's.
"""

from initcourse.grading.class_run.outcome import GradedSubmission
from initcourse.grading.class_run.run import find_hand_ins, find_misplaced_hand_ins, grade_all, prepare

__all__ = ["GradedSubmission", "find_hand_ins", "find_misplaced_hand_ins", "grade_all", "prepare"]
