"""Checks fan_in and the gain, and forgets fan_out.

Loses: xavier_variance-errors
Hint: each argument is checked, 0 itself is refused, too, and one that is wrong is enough (`or`)
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or gain <= 0:
        raise ValueError("wrong")
    return 2 * gain**2 / (n_in + n_out)
