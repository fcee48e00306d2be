"""A small value that unfolds to ten to the thirtieth.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    value = [0.0] * 10
    for _ in range(30):
        value = [value] * 10
    return value
