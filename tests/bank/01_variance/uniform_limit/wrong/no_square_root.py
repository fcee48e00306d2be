"""Leaves out the square root.

Loses: uniform_limit-values
"""

def uniform_limit(variance):
    return 3 * variance
