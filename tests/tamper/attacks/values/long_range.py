"""A range with as many numbers as there are.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return range(10**18)
