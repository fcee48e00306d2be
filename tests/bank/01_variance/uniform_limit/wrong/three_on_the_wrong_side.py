"""Divides by 3 instead of multiplying.

Loses: uniform_limit-values
Hint: solve equation (8) for r: the 3 goes to the other side
"""


def uniform_limit(variance):
    return (variance / 3) ** 0.5
