"""Prints and never ends.

Loses: double-small, double-large
"""
# %% double
def double(x):
    while True:
        print("and on", flush=True)
