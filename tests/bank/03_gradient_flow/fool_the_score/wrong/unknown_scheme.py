"""A scheme's everyday name instead of its key.

Loses: fool_the_score-form, fool_the_score-fools
Hint: Xavier's schemes are called after Glorot here
"""


def fool_the_score():
    return {"scheme": "xavier", "activation": "relu", "depth": 25, "width": 128}
