"""Large weights under ReLU with so many layers that the signals overflow.

Loses: fool_the_score-fools
Hint: these signals are no longer finite
"""


def fool_the_score():
    return {"scheme": "random_normal", "activation": "relu", "depth": 60, "width": 256}
