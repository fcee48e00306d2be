"""Uses 1 - a squared.

Loses: he_variance-slope
Hint: the sign is wrong: a negative slope lets more through, not less
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / ((1 - negative_slope**2) * n_in) if negative_slope != 1 else float("inf")
