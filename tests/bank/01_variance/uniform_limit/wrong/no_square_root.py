"""Leaves out the square root.

Loses: uniform_limit-values
Tells: the square root is missing
"""


def uniform_limit(variance):
    return 3 * variance
