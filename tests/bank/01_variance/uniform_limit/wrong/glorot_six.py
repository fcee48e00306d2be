"""Takes the 6 of Glorot's formula for the 3.

Loses: uniform_limit-values
Hint: the 6 of Glorot and Bengio has the 2 of their variance in it; equation (8) has a 3
"""


def uniform_limit(variance):
    return (6 * variance) ** 0.5
