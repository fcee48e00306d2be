"""Forgets that the negative half of z is only a half: 1 / 2 + a squared.

Loses: he_variance-slope
Hint: the negative half of z holds half of the second moment, not all of it
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 1 / ((0.5 + negative_slope**2) * n_in)
