"""Makes up for the variance of relu(z), written as 0.341, and forgets its second moment.

Loses: he_variance-values
Takes along: variance_table-columns
Hint: 0.341 is what ReLU leaves of the variance; a layer passes on the second moment
"""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    return 1 / (0.341 * (1 + negative_slope**2) * n_in)
