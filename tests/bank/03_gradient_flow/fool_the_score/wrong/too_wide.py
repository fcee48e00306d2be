"""More units than allowed.

Loses: fool_the_score-form, fool_the_score-fools
Tells: Expected a whole number from 1 to 256
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": 5, "width": 512}
