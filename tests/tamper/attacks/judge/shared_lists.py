"""Returns a list that holds a list twice, which holds a list twice, and so on.

Loses: double-small, double-large
"""
# %% double
def double(x):
    value = [1]
    for _ in range(90):
        value = [value, value]
    return value
