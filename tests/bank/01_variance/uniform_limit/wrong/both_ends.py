"""Returns both ends of the box.

Loses: uniform_limit-values
Hint: return one number, the upper end of the box
"""


def uniform_limit(variance):
    return -((3 * variance) ** 0.5), (3 * variance) ** 0.5
