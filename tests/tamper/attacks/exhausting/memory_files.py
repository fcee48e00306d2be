"""Keeps memory in files that have no name.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import os


def double(x):
    for number in range(64):
        file = os.memfd_create("$MARK")
        try:
            os.write(file, b"x" * (1 << 27))
        except OSError as error:
            print(error)
            break
    return 0
