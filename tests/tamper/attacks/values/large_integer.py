"""A whole number of a million digits.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return 10**1_000_000
