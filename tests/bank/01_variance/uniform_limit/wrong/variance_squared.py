"""Squares the variance.

Loses: uniform_limit-values
Tells: undo a square with a square root
"""


def uniform_limit(variance):
    return 3 * variance**2
