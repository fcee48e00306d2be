"""Small weights under tanh with two layers fewer than it takes.

Loses: fool_the_score-fools
Hint: the score is high enough, but the signal neither dies nor explodes as far as asked
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": 3, "width": 128}
