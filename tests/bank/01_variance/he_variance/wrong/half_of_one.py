"""Makes the weights smaller by the half, not larger.

Loses: he_variance-values
Takes along: variance_table-columns
Hint: ReLU halves the second moment, so the weights must be larger, not smaller
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 0.5 / ((1 + negative_slope**2) * n_in)
