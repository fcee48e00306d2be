"""All names, best first.

Loses: best_initializers-top, best_initializers-ties
"""

def best_initializers(scores):
    return sorted(scores, key=lambda name: (-scores[name], name))
