"""The tested function ends the process as if all were done.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os


def double(x):
    os._exit(0)
