"""Squares 1 + a instead of a.

Loses: he_variance-slope
Hint: the square belongs to the slope alone, not to the sum
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / ((1 + negative_slope) ** 2 * n_in)
