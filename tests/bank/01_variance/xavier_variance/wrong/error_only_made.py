"""Makes the error and does not raise it.

Loses: xavier_variance-errors
Hint: nothing was raised: an error that is only made, as in `ValueError(...)`, or printed needs a
    `raise`
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        ValueError("fans start at 1 and the gain is positive")
    return 2 * gain**2 / (n_in + n_out)
