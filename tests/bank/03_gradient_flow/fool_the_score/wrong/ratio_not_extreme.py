"""Glorot under ReLU with too few layers: the signal shrinks, but not enough.

Loses: fool_the_score-fools
Hint: the score is high enough, but the signal neither dies nor explodes as far as asked
"""


def fool_the_score():
    return {"scheme": "glorot_uniform", "activation": "relu", "depth": 12, "width": 64}
