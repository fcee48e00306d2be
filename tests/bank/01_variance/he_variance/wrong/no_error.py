"""Accepts every argument.

Loses: he_variance-errors
Hint: nothing is refused here: ask for n_in first, and raise ValueError if it is below 1
"""


def he_variance(n_in, negative_slope=0.0):
    return 2 / ((1 + negative_slope**2) * n_in) if n_in else float("inf")
