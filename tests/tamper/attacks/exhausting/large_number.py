"""A number that takes years to compute.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return 3 ** (10**10) % 7
