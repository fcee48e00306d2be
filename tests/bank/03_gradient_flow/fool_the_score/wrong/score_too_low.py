"""The signal dies, and the score notices: all gradients vanish.

Loses: fool_the_score-fools
Hint: the ratio is far enough from 1, but the score notices that something is wrong
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": 30, "width": 64}
