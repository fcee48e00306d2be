"""Keeps the sign of the slope in its square.

Loses: he_variance-slope
Hint: a square has no sign: slopes of -a and a let the same through
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / ((1 + negative_slope * abs(negative_slope)) * n_in)
