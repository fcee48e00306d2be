"""Returns the error instead of raising it.

Loses: xavier_variance-errors
Tells: raised with `raise`; `return` hands it over
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        return ValueError("fans start at 1 and the gain is positive")
    return 2 * gain**2 / (n_in + n_out)
