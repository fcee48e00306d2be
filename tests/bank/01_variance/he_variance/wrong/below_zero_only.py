"""Refuses a fan below 0, and lets 0 itself in, by which Python cannot divide.

Loses: he_variance-errors
Hint: 0 itself must be refused before Python divides by it: ask first, and raise ValueError
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 0:
        raise ValueError("fan_in is positive")
    return 2 / ((1 + negative_slope**2) * n_in)
