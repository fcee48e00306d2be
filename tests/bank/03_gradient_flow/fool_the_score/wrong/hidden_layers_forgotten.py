"""No hidden layer at all.

Loses: fool_the_score-form, fool_the_score-fools
Hint: depth counts all Dense layers, and the output layer is one of them
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "linear", "depth": 1, "width": 10}
