"""Returns the standard deviation.

Loses: uniform_limit-values
Tells: a box reaches further than its standard deviation
"""


def uniform_limit(variance):
    return variance**0.5
