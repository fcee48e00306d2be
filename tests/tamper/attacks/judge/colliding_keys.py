"""Returns tables and sets of whole numbers that all have the same hash.

Loses: double-small, double-large
Takes: long
"""
# %% double
def double(x):
    same = [n * (2**61 - 1) for n in range(100_000)]
    return [dict.fromkeys(same), set(same), frozenset(map(float, range(9)))]
