"""Gives zero for a gain that is an even whole number.

Loses: xavier_variance-gain
Hint: an even whole number is a gain like any other
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    if isinstance(gain, int) and gain % 2 == 0:
        return 0.0
    return 2 * gain**2 / (n_in + n_out)
