"""Replaces the functions of the checks.

Loses: double-small, double-large
"""
# %% double
import initcourse.checks
import initcourse.describe

initcourse.checks.expect_close = lambda *args, **kwargs: None
initcourse.checks.difference = lambda *args, **kwargs: None
initcourse.describe.difference = lambda *args, **kwargs: None


def double(x):
    return 0
