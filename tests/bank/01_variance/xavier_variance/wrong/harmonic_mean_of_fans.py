"""Uses the harmonic mean of the fans instead of the arithmetic one.

Loses: xavier_variance-values
Takes along: variance_table-columns
Hint: this is the mean of 1/n_in and 1/n_out; take the mean of the fans first
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return gain**2 * (1 / n_in + 1 / n_out) / 2
