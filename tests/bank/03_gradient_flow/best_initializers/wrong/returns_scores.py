"""The top scores instead of the names.

Loses: best_initializers-top, best_initializers-ties
Hint: this is the score; return the names
"""


def best_initializers(scores):
    top = max(scores.values())
    return [score for score in scores.values() if score == top]
