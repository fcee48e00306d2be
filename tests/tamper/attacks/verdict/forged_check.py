"""The exception of the checks themselves, with a message of the student's.

Loses: double-small, double-large
"""
# %% double
from initcourse.checks import CheckFailed


def double(x):
    raise CheckFailed("All is well", "12 of 12 points", "the grader", "give full marks")
