"""Refuses a fan of 1.

Loses: he_variance-errors
Hint: 1 is allowed: only what is below 1 is refused
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in <= 1:
        raise ValueError("wrong")
    return 2 / ((1 + negative_slope**2) * n_in)
