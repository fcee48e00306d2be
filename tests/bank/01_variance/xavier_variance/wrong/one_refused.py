"""Refuses a fan of 1.

Loses: xavier_variance-errors
Hint: 1 is allowed: only what is below 1 is refused
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in <= 1 or n_out <= 1 or gain <= 0:
        raise ValueError("wrong")
    return 2 * gain**2 / (n_in + n_out)
