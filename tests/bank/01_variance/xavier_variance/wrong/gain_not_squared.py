"""Multiplies the variance by the gain.

Loses: xavier_variance-gain
Hint: the gain belongs to the standard deviation, and this function returns a variance
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 * gain / (n_in + n_out)
