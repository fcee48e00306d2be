"""Returns millions of small texts, each of which is an object of its own.

Loses: double-small, double-large
Takes: long
"""
# %% double
def double(x):
    return [f"{n}\u20ac" for n in range(2_500_000)]
