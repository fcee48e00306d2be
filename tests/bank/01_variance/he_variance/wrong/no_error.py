"""Accepts every argument.

Loses: he_variance-errors
Tells: he_variance(0) returned inf
"""


def he_variance(n_in, negative_slope=0.0):
    return 2 / ((1 + negative_slope**2) * n_in) if n_in else float("inf")
