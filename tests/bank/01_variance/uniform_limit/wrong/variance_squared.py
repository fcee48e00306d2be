"""Squares the variance.

Loses: uniform_limit-values
"""

def uniform_limit(variance):
    return 3 * variance**2
