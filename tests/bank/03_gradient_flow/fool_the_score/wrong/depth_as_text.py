"""The depth comes as text.

Loses: fool_the_score-form
Tells: this is text; return the number itself
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": "5", "width": 128}
