"""An exception with a message of 50 million letters.

Loses: double-small, double-large
"""
# %% double
def double(x):
    raise ValueError("x" * 50_000_000)
