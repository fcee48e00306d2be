"""Names only the first of equals, as the original lesson did.

Loses: best_initializers-ties
Hint: this is the first of three winners; name them all
"""


def best_initializers(scores):
    return [max(scores, key=scores.get)]
