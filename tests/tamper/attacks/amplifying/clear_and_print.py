"""Prints a megabyte and clears it, as long as it may.

Loses: double-small, double-large
Takes: long
"""
# %% double
from IPython.display import clear_output


def double(x):
    for number in range(2_000):
        print("x" * 1_000_000)
        clear_output(wait=number % 2 == 0)
    return 0
