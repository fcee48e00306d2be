"""The depth comes as text.

Loses: fool_the_score-form
Hint: this is text; write the number without quotation marks
"""


def fool_the_score():
    return {"scheme": "random_small", "activation": "tanh", "depth": "5", "width": 128}
