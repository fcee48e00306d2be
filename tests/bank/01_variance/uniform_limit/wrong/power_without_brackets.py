"""Writes ** 1 / 2, which halves instead of taking the square root.

Loses: uniform_limit-values
Tells: ** comes before /: this halves
"""


def uniform_limit(variance):
    return (3 * variance) ** 1 / 2
