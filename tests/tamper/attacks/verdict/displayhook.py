"""The tested function shows a number, which nbgrader takes for partial credit.

Loses: double-small, double-large
"""
# %% double
import sys


def double(x):
    sys.displayhook(4.0)
    return 0
