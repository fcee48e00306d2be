"""Squares where the square root should be taken.

Loses: uniform_limit-values
Hint: this is squared; solve equation (8) for r: the variance has the square of r in it
"""


def uniform_limit(variance):
    return (3 * variance) ** 2
