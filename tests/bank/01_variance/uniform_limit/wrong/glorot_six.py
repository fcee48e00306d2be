"""Takes the 6 of Glorot's formula for the 3.

Loses: uniform_limit-values
Tells: the 6 of Glorot and Bengio has the 2 of their variance in it
"""


def uniform_limit(variance):
    return (6 * variance) ** 0.5
