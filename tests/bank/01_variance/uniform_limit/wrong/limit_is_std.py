"""Returns the standard deviation.

Loses: uniform_limit-values
"""

def uniform_limit(variance):
    return variance**0.5
