"""Joins the conditions with and, so that one wrong argument is not enough.

Loses: xavier_variance-errors
Hint: each argument is checked, 0 itself is refused, too, and one that is wrong is enough (`or`)
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 and n_out < 1 and gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 * gain**2 / (n_in + n_out)
