"""Does not use the slope.

Loses: he_variance-slope
Hint: the slope has no effect
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / n_in
