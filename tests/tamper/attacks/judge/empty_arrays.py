"""Returns arrays of no size and of every shape, and views that repeat one number.

Loses: double-small, double-large
"""
# %% double
import numpy as np


def double(x):
    one = np.lib.stride_tricks.as_strided(np.zeros(1), (2**40,), (0,))
    return [np.zeros((2**30, 0, 2**30)), np.broadcast_to(6.0, (10**5, 10**5)), one, np.zeros((0,) * 60)]
