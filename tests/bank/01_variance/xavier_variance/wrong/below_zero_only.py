"""Refuses what is below 0, and lets 0 itself in.

Loses: xavier_variance-errors
Hint: each argument is checked, 0 itself is refused, too, and one that is wrong is enough (`or`)
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 0 or n_out < 0 or gain < 0:
        raise ValueError("fans and gain are positive")
    return 2 * gain**2 / (n_in + n_out)
