"""Returns the lower end of the box.

Loses: uniform_limit-values
Hint: this is the lower end of the box; r is the upper one
"""


def uniform_limit(variance):
    return -((3 * variance) ** 0.5)
