"""Cuts steep slopes.

Loses: he_variance-slope
Tells: ratio to the result for slope 0
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("n_in is below 1")
    return 2 / ((1 + min(negative_slope, 2.0) ** 2) * n_in)
