"""More layers than allowed.

Loses: fool_the_score-form, fool_the_score-fools
Tells: Expected a whole number from 2 to 60
"""


def fool_the_score():
    return {"scheme": "he_normal", "activation": "linear", "depth": 100, "width": 64}
