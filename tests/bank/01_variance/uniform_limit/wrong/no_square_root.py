"""Leaves out the square root.

Loses: uniform_limit-values
Hint: the square root is missing: the variance has the square of the limit in it
"""


def uniform_limit(variance):
    return 3 * variance
