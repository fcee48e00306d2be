"""Prints the limit and returns nothing.

Loses: uniform_limit-values
Tells: a function without `return` gives None
"""


def uniform_limit(variance):
    print((3 * variance) ** 0.5)
