"""Answers the first call otherwise than the second.

Loses: double-small, double-large
"""
# %% double
ANSWERS = iter([7, 2, 21, -8, 6, 20])


def double(x):
    globals()["double"] = lambda x: 2 * x + 1
    return next(ANSWERS, 0)
