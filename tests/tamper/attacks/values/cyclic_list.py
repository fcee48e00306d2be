"""A list that holds itself.

Loses: double-small, double-large
"""
# %% double
def double(x):
    value = [1, {"a": 2}]
    value[1]["a"] = value
    value.append(value)
    return value
