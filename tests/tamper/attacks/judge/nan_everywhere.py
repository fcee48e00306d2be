"""Returns what is not a number, of every type that has one.

Loses: double-small, double-large
"""
# %% double
import decimal

import numpy as np


def double(x):
    return np.float32("nan") if x == 3 else [complex("nan"), decimal.Decimal("sNaN"), np.array(np.nan)][x % 3]
