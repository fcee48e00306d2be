"""Starts processes until it may not.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os, time


def double(x):
    for _ in range(1200):
        try:
            if os.fork() == 0:
                time.sleep(600)
                os._exit(0)
        except OSError as error:
            print(error)
            time.sleep(0.01)
    return 0
