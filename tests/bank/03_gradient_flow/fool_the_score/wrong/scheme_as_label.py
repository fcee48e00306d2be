"""The scheme by its label in the tables.

Loses: fool_the_score-form, fool_the_score-fools
Hint: names are written in small letters, words joined by `_`
"""


def fool_the_score():
    return {"scheme": "Random Small", "activation": "tanh", "depth": 5, "width": 128}
