"""Raises the check's own error, and one that says it has passed.

Loses: double-small, double-large
"""
# %% double
from initcourse import checks


def double(x):
    error = type("CheckPassed", (checks.CheckFailed,), {"__bool__": lambda self: False})("passed")
    error.points = 8.0
    raise error
