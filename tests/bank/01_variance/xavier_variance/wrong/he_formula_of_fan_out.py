"""Returns the He variance of the backward pass.

Loses: xavier_variance-values
Takes along: variance_table-columns
Hint: fan_in is missing: the mean of both fans takes the place of n
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return 2 * gain**2 / n_out
