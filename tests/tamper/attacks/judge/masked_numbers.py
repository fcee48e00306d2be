"""Returns numbers that are masked, so that they are equal to everything.

Loses: double-small, double-large
"""
# %% double
import numpy as np


def double(x):
    return np.ma.array([2 * x], mask=[True])
