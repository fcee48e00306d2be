"""Glorot under ReLU with so many layers that the weight gradients vanish, too.

Loses: fool_the_score-fools
Hint: the ratio is far enough from 1, but the score notices that something is wrong
"""


def fool_the_score():
    return {"scheme": "glorot_normal", "activation": "relu", "depth": 60, "width": 64}
