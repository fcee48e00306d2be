"""Divides 3 by the variance.

Loses: uniform_limit-values
Tells: a larger variance needs a larger box
"""


def uniform_limit(variance):
    return (3 / variance) ** 0.5
