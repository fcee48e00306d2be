"""The example of the docstring, which fools nobody.

Loses: fool_the_score-fools
Tells: returned the example of the docstring
"""


def fool_the_score():
    return {"scheme": "he_normal", "activation": "relu", "depth": 5, "width": 64}
