"""Sigmoid with Glorot: the weight gradients die with the signal.

Loses: fool_the_score-fools
Hint: the ratio is far enough from 1, but the score notices that something is wrong
"""


def fool_the_score():
    return {"scheme": "glorot_uniform", "activation": "sigmoid", "depth": 20, "width": 64}
