"""All names, best first.

Loses: best_initializers-top, best_initializers-ties
Hint: these are all names; keep those that share the top score
"""


def best_initializers(scores):
    return sorted(scores, key=lambda name: (-scores[name], name))
