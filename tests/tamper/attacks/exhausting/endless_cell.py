"""The cell that defines the function never ends.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    return 2 * x

while True:
    pass
