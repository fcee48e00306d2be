"""Returns as many numbers as may cross, which take most memory when they are compared.

Loses: double-small, double-large
Takes: long
"""
# %% double
def double(x):
    return [0.5] * 3_000_000 if x == 3 else [[0]] * 5_000_000
