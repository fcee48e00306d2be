"""Refuses zero but not negative numbers.

Loses: xavier_variance-errors
Hint: numbers below 0 are refused, too: compare with `<`, not with `==`
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in == 0 or n_out == 0 or gain == 0:
        raise ValueError("wrong")
    return 2 * gain**2 / (n_in + n_out)
