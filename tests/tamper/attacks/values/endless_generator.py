"""A generator without an end.

Loses: double-small, double-large
"""
# %% double
import itertools


def double(x):
    return itertools.count()
