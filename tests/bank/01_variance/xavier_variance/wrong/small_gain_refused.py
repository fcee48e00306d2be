"""Takes a gain below one third for a mistake.

Loses: xavier_variance-gain
Hint: every gain above 0 is allowed, a small one, too
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1:
        raise ValueError("fans start at 1")
    if gain < 1 / 3:
        raise ValueError("the gain is too small")
    return 2 * gain**2 / (n_in + n_out)
