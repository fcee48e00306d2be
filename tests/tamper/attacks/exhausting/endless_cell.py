"""The cell that defines the function never ends.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    return 0

while True:
    pass
