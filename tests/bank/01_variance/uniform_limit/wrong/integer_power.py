"""Writes 1 // 2 for one half, which is 0.

Loses: uniform_limit-values
"""

def uniform_limit(variance):
    return (3 * variance) ** (1 // 2)
