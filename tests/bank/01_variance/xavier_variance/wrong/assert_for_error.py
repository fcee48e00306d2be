"""Uses assert, which raises AssertionError, not ValueError.

Loses: xavier_variance-errors
Tells: raised AssertionError
"""


def xavier_variance(n_in, n_out, gain=1.0):
    assert n_in >= 1 and n_out >= 1 and gain > 0
    return 2 * gain**2 / (n_in + n_out)
