"""Returns the standard deviation times the squared gain.

Loses: xavier_variance-values
Takes along: variance_table-columns
Hint: this is the standard deviation; the function returns the variance
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return gain**2 * (2 / (n_in + n_out)) ** 0.5
