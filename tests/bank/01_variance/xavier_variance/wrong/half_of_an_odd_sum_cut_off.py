"""Takes the mean of the fans with //, which drops the half of an odd sum.

Loses: xavier_variance-values
Takes along: variance_table-columns
Hint: `//` drops the half of an odd sum: divide with `/`
"""


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return gain**2 / ((n_in + n_out) // 2)
