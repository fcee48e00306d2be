"""More units than allowed.

Loses: fool_the_score-form, fool_the_score-fools
Hint: at most 256 units in a layer
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": 5, "width": 512}
