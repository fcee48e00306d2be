"""Takes every slope outside of 0 to 1 for a mistake, the 1 of a linear layer, too.

Loses: he_variance-slope
Hint: a slope may be any number, 1 and above, too: only a fan below 1 is refused
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    if not 0 <= negative_slope < 1:
        raise ValueError("the slope is between 0 and 1")
    return 2 / ((1 + negative_slope**2) * n_in)
