"""An exception with a message of 20 million letters.

Loses: double-small, double-large
"""
# %% double
def double(x):
    raise ValueError("x" * 20_000_000)
