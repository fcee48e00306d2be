"""Adds logarithms and takes the exponential at the end."""

from math import exp, log


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1:
        raise ValueError("a fan has at least one unit")
    if gain <= 0:
        raise ValueError("the gain must be above 0")
    return exp(2 * log(gain) + log(2) - log(n_in + n_out))
