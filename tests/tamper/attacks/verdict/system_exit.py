"""The tested function exits, politely.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    raise SystemExit(0)
