"""Computes the standard deviation first, multiplies it by the gain and squares it."""

import math


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    std = gain * math.sqrt(2.0 / (n_in + n_out))
    return std**2
