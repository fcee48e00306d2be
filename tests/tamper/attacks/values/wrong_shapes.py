"""The right numbers in shapes that spread over the expected ones.

Loses: double-large
May lose: double-small
"""
# %% double
import numpy as np


def double(x):
    return np.full((2, 0), x) if x == 1 else np.full((1000, 1, 1), 2 * x) if x != 3 else 6
