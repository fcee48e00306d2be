"""Returns the one name that `max` gives, not in a list.

Loses: best_initializers-top, best_initializers-ties
Hint: a list is expected, also for one winner
"""


def best_initializers(scores):
    return max(scores, key=scores.get)
