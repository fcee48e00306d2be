"""A tuple instead of a dict.

Loses: fool_the_score-form, fool_the_score-fools
Hint: name the four values, in a dict
"""


def fool_the_score():
    return ("random_small", "tanh", 5, 128)
