"""Arrays of types that most code does not expect.

Loses: double-small, double-large
"""
# %% double
import numpy as np

KINDS = iter([np.zeros(3, [("a", "f8"), ("b", "O")]), np.array(["6"]), np.zeros(2, "M8[s]"), np.zeros(1, "V8"), np.ma.masked, np.zeros(5)[::-1], np.rec.array([(1, 2)])])


def double(x):
    return next(KINDS, np.zeros((1,) * 32))
