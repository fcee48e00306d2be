"""Accepts every argument.

Loses: xavier_variance-errors
Hint: each argument is checked, 0 itself is refused, too, and one that is wrong is enough (`or`)
"""


def xavier_variance(n_in, n_out, gain=1.0):
    return 2 * gain**2 / (n_in + n_out) if n_in + n_out else float("inf")
