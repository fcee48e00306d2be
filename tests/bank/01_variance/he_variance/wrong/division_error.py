"""Lets Python raise ZeroDivisionError instead of ValueError.

Loses: he_variance-errors
Hint: 0 itself must be refused before Python divides by it: ask first, and raise ValueError
"""


def he_variance(n_in, negative_slope=0.0):
    return 2 / ((1 + negative_slope**2) * n_in)
