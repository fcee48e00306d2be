"""Prints one long line.

Loses: double-small, double-large
"""
# %% double
def double(x):
    print("x" * 20_000_000)
    return 0
