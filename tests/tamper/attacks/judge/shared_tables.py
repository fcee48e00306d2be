"""Returns tables, tuples and arrays that hold each other many times over.

Loses: double-small, double-large
"""
# %% double
import numpy as np


def double(x):
    value = (1,)
    for _ in range(22):
        value = (value, {"a": value})
    held = np.empty(1000, object)
    held[:] = [value] * 1000
    return held
