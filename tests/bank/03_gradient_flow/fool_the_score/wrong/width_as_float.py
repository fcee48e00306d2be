"""The width is the result of a division, and so a float.

Loses: fool_the_score-form
Hint: this is a float; write a whole number, as `int` or `//` gives
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": 5, "width": 256 / 2}
