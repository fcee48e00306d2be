"""Divides by the mean of the two fans, in plain Python."""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return gain * gain / ((n_in + n_out) / 2)
