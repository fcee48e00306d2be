"""Multiplies by 1 + a squared.

Loses: he_variance-slope
Hint: a leaky ReLU loses less than ReLU, so its weights are smaller
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 * (1 + negative_slope**2) / n_in
