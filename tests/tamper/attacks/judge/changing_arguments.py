"""Changes the number that it is called with, where Python keeps it.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
import ctypes


def double(x):
    for offset in (24, 28):
        ctypes.memset(id(x) + offset, 0, 1)
    return x
