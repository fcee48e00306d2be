"""Returns arrays of records in records, with names of every kind.

Loses: double-small, double-large
"""
# %% double
import numpy as np


def double(x):
    kind = np.dtype([("a", "f8")])
    for _ in range(60):
        kind = np.dtype([("a", kind), ("b" * 1_000, "f8", (2, 3))])
    return np.zeros(3, kind)
