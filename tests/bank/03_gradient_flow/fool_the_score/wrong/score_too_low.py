"""The signal dies, and the score notices: all gradients vanish.

Loses: fool_the_score-fools
Tells: but the score notices that something is wrong
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": 30, "width": 64}
