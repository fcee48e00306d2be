"""Accepts every argument.

Loses: xavier_variance-errors
Tells: raised if a fan is below 1
"""


def xavier_variance(n_in, n_out, gain=1.0):
    return 2 * gain**2 / (n_in + n_out) if n_in + n_out else float("inf")
