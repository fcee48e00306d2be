"""Closes every open file and goes on.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os


def double(x):
    os.closerange(0, 4096)
    return 0
