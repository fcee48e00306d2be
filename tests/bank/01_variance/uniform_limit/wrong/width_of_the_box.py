"""Returns the whole width of the box.

Loses: uniform_limit-values
Hint: this is the width of the whole box, from -r to r
"""


def uniform_limit(variance):
    return (12 * variance) ** 0.5
