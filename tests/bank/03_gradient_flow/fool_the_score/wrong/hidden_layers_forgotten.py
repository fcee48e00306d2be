"""No hidden layer at all.

Loses: fool_the_score-form, fool_the_score-fools
Tells: Expected a whole number from 2 to 60
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "linear", "depth": 1, "width": 10}
