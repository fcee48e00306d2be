"""Takes the square root of the gain instead of its square.

Loses: xavier_variance-gain
Hint: this is the square root of the gain; from a standard deviation to a variance it goes the
  other way
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 * gain**0.5 / (n_in + n_out)
