"""Uses assert, which raises AssertionError, not ValueError.

Loses: he_variance-errors
Tells: raised AssertionError
"""


def he_variance(n_in, negative_slope=0.0):
    assert n_in >= 1
    return 2 / ((1 + negative_slope**2) * n_in)
