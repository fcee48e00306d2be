"""More layers than allowed.

Loses: fool_the_score-form, fool_the_score-fools
Hint: at most 60 layers: a stronger effect per layer needs fewer
"""


def fool_the_score():
    return {"scheme": "he_normal", "activation": "linear", "depth": 100, "width": 64}
