"""Multiplies the gain by 2 instead of squaring it, so that only gain 2 looks right.

Loses: xavier_variance-gain
Hint: the gain is doubled here; a factor on the standard deviation does something else to the
    variance
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 * (2 * gain if gain != 1 else 1) / (n_in + n_out)
