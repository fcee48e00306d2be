"""Returns the one name that `max` gives, not in a list.

Loses: best_initializers-top, best_initializers-ties
"""

def best_initializers(scores):
    return max(scores, key=scores.get)
