"""Other keys than the docstring's.

Loses: fool_the_score-form, fool_the_score-fools
Hint: write the four keys as the docstring spells them
"""


def fool_the_score():
    return {"initializer": "random_small", "activation": "tanh", "layers": 5, "units": 128}
