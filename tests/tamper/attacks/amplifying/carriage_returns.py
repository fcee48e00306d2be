"""Prints a progress bar that never ends, with backspaces and colours.

Loses: double-small, double-large
Takes: long
"""
# %% double
def double(x):
    for number in range(300_000):
        print("\r\x1b[31m", number, "\x1b[0m\b\b", end="")
    return 0
