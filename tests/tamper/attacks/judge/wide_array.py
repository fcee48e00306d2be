"""Returns arrays of texts, of which one is as long as a novel.

Loses: double-small, double-large
"""
# %% double
import numpy as np


def double(x):
    return [np.array(["x" * 1_000_000] + ["a"] * 5), np.zeros(3, "U2000000"), np.zeros(4, "S9000000")]
