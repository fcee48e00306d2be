"""Sleeps for a week.

Loses: double-small, double-large
"""
# %% double
import time


def double(x):
    time.sleep(7 * 86400)
