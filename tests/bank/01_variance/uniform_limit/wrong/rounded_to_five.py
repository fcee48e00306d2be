"""Rounds to five digits after the point.

Loses: uniform_limit-values
Hint: this is rounded; return all digits
"""


def uniform_limit(variance):
    return round((3 * variance) ** 0.5, 5)
