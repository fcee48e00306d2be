"""Opens files until it may not, and keeps them.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os


def double(x):
    try:
        while True:
            os.open("/dev/null", os.O_RDONLY)
    except OSError:
        return 0
