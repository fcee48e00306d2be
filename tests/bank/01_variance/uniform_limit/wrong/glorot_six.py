"""Takes the 6 of Glorot's formula for the 3.

Loses: uniform_limit-values
"""

def uniform_limit(variance):
    return (6 * variance) ** 0.5
