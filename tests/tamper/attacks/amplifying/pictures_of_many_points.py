"""Draws a hundred figures of a hundred megabytes each.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
def double(x):
    import matplotlib.pyplot as plt

    for _ in range(100):
        plt.figure(figsize=(60, 60), dpi=200)
    return 0
