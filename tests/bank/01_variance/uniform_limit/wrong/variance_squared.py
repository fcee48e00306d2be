"""Squares the variance.

Loses: uniform_limit-values
Hint: the variance is squared here; undo a square with a square root
"""


def uniform_limit(variance):
    return 3 * variance**2
