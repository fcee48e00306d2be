"""Gives the check's own function other code.

Loses: double-small, double-large
"""
# %% double
import initcourse.checks


def nothing(result, expected, *, source, rtol=1e-5, atol=0.0, mistakes=None):
    return None


initcourse.checks.expect_close.__code__ = nothing.__code__


def double(x):
    return 0
