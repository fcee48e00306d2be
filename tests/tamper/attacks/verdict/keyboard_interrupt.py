"""The tested function pretends that a person interrupted it.

Loses: double-small, double-large
"""
# %% double
def double(x):
    raise KeyboardInterrupt
