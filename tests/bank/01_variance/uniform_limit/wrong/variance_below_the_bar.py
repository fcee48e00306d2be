"""Divides 3 by the variance.

Loses: uniform_limit-values
Hint: a larger variance needs a larger box; here it makes the box smaller
"""


def uniform_limit(variance):
    return (3 / variance) ** 0.5
