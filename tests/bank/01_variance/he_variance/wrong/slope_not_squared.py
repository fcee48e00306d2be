"""Uses 1 + a for 1 + a squared.

Loses: he_variance-slope
Hint: the slope enters as its square: it multiplies z, and the second moment of z counts
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / ((1 + negative_slope) * n_in)
