"""Adds a squared times fan_in outside the denominator's product: 2 / n_in + a squared.

Loses: he_variance-slope
Hint: a slope makes the weights larger here; look at the brackets
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / n_in + negative_slope**2
