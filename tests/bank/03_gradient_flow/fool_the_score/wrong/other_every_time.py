"""Another network in every call.

Loses: fool_the_score-form
Hint: the same numbers in every call: what is counted or drawn anew makes another network
"""

from itertools import count

tries = count(128)


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": 5, "width": next(tries)}
