"""Makes up for the variance of relu(z), 0.341, instead of its second moment.

Loses: he_variance-values
Takes along: variance_table-columns
Hint: this makes up for the variance of relu(z); a layer passes on its second moment
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 2 / (0.6816901 * (1 + negative_slope**2) * n_in)
