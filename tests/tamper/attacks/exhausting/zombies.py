"""Leaves a thousand ended processes unread.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os


def double(x):
    for _ in range(300):
        if os.fork() == 0:
            os._exit(0)
    return 0
