"""Names only one of equals, the last by name.

Loses: best_initializers-ties
"""

def best_initializers(scores):
    return sorted(scores, key=lambda name: (scores[name], name))[-1:]
