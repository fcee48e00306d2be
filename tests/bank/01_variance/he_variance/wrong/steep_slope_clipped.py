"""Takes every slope above the default of torch, the root of 5, for that one.

Loses: he_variance-slope
Hint: a slope may be larger than 1: nothing is cut off
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    slope = min(negative_slope, 5**0.5)
    return 2 / ((1 + slope**2) * n_in)
