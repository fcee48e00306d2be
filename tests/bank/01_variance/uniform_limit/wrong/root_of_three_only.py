"""Takes the square root of 3 and not of the variance.

Loses: uniform_limit-values
Hint: the square root is taken of a part only: the variance stands outside
"""


def uniform_limit(variance):
    return 3**0.5 * variance
