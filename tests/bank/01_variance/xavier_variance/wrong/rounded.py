"""Rounds to four digits after the point.

Loses: xavier_variance-values, xavier_variance-gain
Takes along: variance_table-columns
Hint: this is rounded; return all digits
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return round(2 * gain**2 / (n_in + n_out), 4)
