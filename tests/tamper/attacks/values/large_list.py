"""A list of fifty million numbers.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    return [0.5] * 50_000_000
