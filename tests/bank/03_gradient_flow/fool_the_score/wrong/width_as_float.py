"""The width is the result of a division, and so a float.

Loses: fool_the_score-form
Hint: this is a float, as `/` gives; write a whole number, or divide with `//`
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": 5, "width": 256 / 2}
