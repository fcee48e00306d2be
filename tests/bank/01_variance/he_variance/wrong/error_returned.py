"""Returns the error instead of raising it.

Loses: he_variance-errors
Tells: raised with `raise`; `return` hands it over
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        return ValueError("fan_in starts at 1")
    return 2 / ((1 + negative_slope**2) * n_in)
