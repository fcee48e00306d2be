"""Takes a small gain for a mistake.

Loses: xavier_variance-gain
Tells: raised ValueError
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain < 0.3:
        raise ValueError("too small")
    return 2 * gain**2 / (n_in + n_out)
