"""Takes the gain for tanh when none is given.

Loses: xavier_variance-values
Takes along: variance_table-columns
Hint: this is the variance with the gain for tanh; without a gain it is 1
"""


def xavier_variance(n_in, n_out, gain=5 / 3):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 * gain**2 / (n_in + n_out)
