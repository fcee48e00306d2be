"""Names only one of equals, the last by name.

Loses: best_initializers-ties
Hint: this is only the last by name of three winners; name them all
"""


def best_initializers(scores):
    return sorted(scores, key=lambda name: (scores[name], name))[-1:]
