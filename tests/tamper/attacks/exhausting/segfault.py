"""Reads where nothing is.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import ctypes


def double(x):
    return ctypes.string_at(0)
