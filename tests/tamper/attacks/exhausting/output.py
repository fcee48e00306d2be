"""Prints more than anyone reads.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    for _ in range(60):
        print("x" * 1_000_000)
    return 0
