"""Prints the dict and returns nothing.

Loses: fool_the_score-form, fool_the_score-fools
Tells: `print` shows a value but does not return it
"""


def fool_the_score():
    print({"scheme": "random_small", "activation": "tanh", "depth": 5, "width": 128})
