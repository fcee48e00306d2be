"""Refuses a fan of 1.

Loses: xavier_variance-errors
Tells: xavier_variance(1, 1, gain=0.5) raised ValueError: wrong
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in <= 1 or n_out <= 1 or gain <= 0:
        raise ValueError("wrong")
    return 2 * gain**2 / (n_in + n_out)
