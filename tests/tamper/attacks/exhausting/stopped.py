"""Stops itself.

Loses: double-small, double-large
"""
# %% double
import os, signal


def double(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 0
