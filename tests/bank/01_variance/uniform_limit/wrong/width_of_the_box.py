"""Returns the whole width of the box.

Loses: uniform_limit-values
"""

def uniform_limit(variance):
    return (12 * variance) ** 0.5
