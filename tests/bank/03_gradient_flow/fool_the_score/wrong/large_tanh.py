"""Large weights under tanh: the gradients explode, and unevenly.

Loses: fool_the_score-fools
Tells: but the score notices that something is wrong
"""


def fool_the_score():
    return {"scheme": "random_normal", "activation": "tanh", "depth": 30, "width": 64}
