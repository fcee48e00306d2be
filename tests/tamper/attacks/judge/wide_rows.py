"""Returns lists of lists that are as long as one of them, and not the others.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return [[1.0] * 1_000_000] + [[]] * 100_000
