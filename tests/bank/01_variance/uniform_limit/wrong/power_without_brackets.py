"""Writes ** 1 / 2, which halves instead of taking the square root.

Loses: uniform_limit-values
Hint: ** comes before /: this halves instead of taking a square root
"""


def uniform_limit(variance):
    return (3 * variance) ** 1 / 2
