"""An exception that says that the exercise is still empty.

Loses: double-small, double-large
"""
# %% double
def double(x):
    raise NotImplementedError("12 points")
