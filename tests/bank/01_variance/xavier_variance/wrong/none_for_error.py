"""Returns None for wrong arguments instead of raising.

Loses: xavier_variance-errors
Tells: needs a `raise`
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        return None
    return 2 * gain**2 / (n_in + n_out)
