"""Leaves the 3 outside the square root.

Loses: uniform_limit-values
Hint: the square root is taken of a part only: a factor stands outside
"""


def uniform_limit(variance):
    return 3 * variance**0.5
