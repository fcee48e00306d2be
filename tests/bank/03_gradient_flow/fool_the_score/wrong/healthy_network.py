"""A healthy network: the score is high because the signal arrives.

Loses: fool_the_score-fools
Hint: the score is high enough, but the signal neither dies nor explodes as far as asked
"""


def fool_the_score():
    return {"scheme": "he_normal", "activation": "relu", "depth": 30, "width": 64}
