"""A dictionary whose keys are not what keys are.

Loses: double-small, double-large
"""
# %% double
def double(x):
    return {None: 1, 1.5: 2, (1, 2): 3, float("nan"): 4, b"a": 5, True: 6, frozenset(): 7, "__class__": 8, "__array__": 9, "nd": True, "type": "<f8", "data": b""}
