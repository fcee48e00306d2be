"""Divides by the gain.

Loses: xavier_variance-gain
Hint: a larger gain means larger weights, and it belongs to the standard deviation
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 / (gain * (n_in + n_out))
