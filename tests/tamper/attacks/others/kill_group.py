"""Kills its process group.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, signal


def double(x):
    os.killpg(0, signal.SIGKILL)
