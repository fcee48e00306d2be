"""Writes 1 // 2 for one half, which is 0.

Loses: uniform_limit-values
Hint: the exponent 1 // 2 is 0, and any number to the power 0 is 1
"""


def uniform_limit(variance):
    return (3 * variance) ** (1 // 2)
