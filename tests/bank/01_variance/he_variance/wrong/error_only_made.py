"""Makes the error and does not raise it.

Loses: he_variance-errors
Hint: nothing was raised: an error that is only made, as in `ValueError(...)`, or printed needs a
    `raise`
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        ValueError("fan_in starts at 1")
    return 2 / ((1 + negative_slope**2) * n_in)
