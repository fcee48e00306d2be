"""Divides by 3 instead of multiplying.

Loses: uniform_limit-values
"""

def uniform_limit(variance):
    return (variance / 3) ** 0.5
