"""Sorts ascending and names the worst.

Loses: best_initializers-top, best_initializers-ties
Hint: this is the lowest score
"""


def best_initializers(scores):
    worst = sorted(scores.values())[0]
    return sorted(name for name in scores if scores[name] == worst)
