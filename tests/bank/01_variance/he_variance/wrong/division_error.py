"""Lets Python raise ZeroDivisionError instead of ValueError.

Loses: he_variance-errors
Hint: Python's own error comes too late: ask `if ...:` first and raise ValueError yourself
"""


def he_variance(n_in, negative_slope=0.0):
    return 2 / ((1 + negative_slope**2) * n_in)
