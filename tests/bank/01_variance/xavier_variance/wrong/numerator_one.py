"""Divides 1, not 2, by the sum of the fans.

Loses: xavier_variance-values
Takes along: variance_table-columns
Hint: a factor of 2 is missing: a mean of two fans is half of their sum
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return gain**2 / (n_in + n_out)
