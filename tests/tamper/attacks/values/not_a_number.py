"""Nothing but NaN, in every form.

Loses: double-small, double-large
"""
# %% double
import numpy as np


def double(x):
    return {3: float("nan"), 1: np.full((2000, 2000), np.nan)}.get(x, [np.nan] * 100_000)
