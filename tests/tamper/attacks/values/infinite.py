"""Infinity, and numbers that become it.

Loses: double-small, double-large
"""
# %% double
import numpy as np


def double(x):
    return {3: np.inf, 1: 10**400}.get(x, np.longdouble("1e4000"))
