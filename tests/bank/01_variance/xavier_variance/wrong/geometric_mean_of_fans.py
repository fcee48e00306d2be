"""Uses the geometric mean of the fans instead of the arithmetic one.

Loses: xavier_variance-values
Takes along: variance_table-columns
Hint: this takes the geometric mean of the fans, not the arithmetic one
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return gain**2 / (n_in * n_out) ** 0.5
