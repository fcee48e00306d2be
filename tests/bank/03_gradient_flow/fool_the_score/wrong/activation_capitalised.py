"""The activation as its name is written in a text.

Loses: fool_the_score-form, fool_the_score-fools
Hint: names are written in small letters, words joined by `_`
"""


def fool_the_score():
    return {"scheme": "glorot_uniform", "activation": "ReLU", "depth": 25, "width": 128}
