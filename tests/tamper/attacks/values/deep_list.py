"""A list in a list, a hundred thousand times.

Loses: double-small, double-large
"""
# %% double
def double(x):
    value = []
    for _ in range(100_000):
        value = [value]
    return value
