"""Lets Python raise ZeroDivisionError instead of ValueError.

Loses: he_variance-errors
Tells: raised ZeroDivisionError: float division by zero
"""


def he_variance(n_in, negative_slope=0.0):
    return 2 / ((1 + negative_slope**2) * n_in)
