"""Names only one of equals, the last by name.

Loses: best_initializers-ties
Tells: this is only the last by name of three winners
"""


def best_initializers(scores):
    return sorted(scores, key=lambda name: (scores[name], name))[-1:]
