"""Returns the standard deviation.

Loses: uniform_limit-values
Hint: this is the standard deviation; a box reaches further than its standard deviation
"""


def uniform_limit(variance):
    return variance**0.5
