"""Takes a slope below 0 for a mistake.

Loses: he_variance-slope
Hint: a slope may be negative, as that of abs(z) is: only a fan below 1 is refused
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1 or negative_slope < 0:
        raise ValueError("fan_in starts at 1, and the slope is not negative")
    return 2 / ((1 + negative_slope**2) * n_in)
