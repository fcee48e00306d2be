"""The example of the docstring, which fools nobody.

Loses: fool_the_score-fools
Hint: the score is high enough, but the signal neither dies nor explodes as far as asked
"""


def fool_the_score():
    return {"scheme": "he_normal", "activation": "relu", "depth": 5, "width": 64}
