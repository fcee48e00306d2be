"""Refuses zero but not negative numbers.

Loses: he_variance-errors
Hint: numbers below 0 are refused, too: compare with `<`, not with `==`
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in == 0:
        raise ValueError("wrong")
    return 2 / ((1 + negative_slope**2) * n_in)
