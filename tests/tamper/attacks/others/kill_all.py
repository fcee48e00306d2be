"""Kills every process that it may.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, signal


def double(x):
    os.kill(-1, signal.SIGKILL)
