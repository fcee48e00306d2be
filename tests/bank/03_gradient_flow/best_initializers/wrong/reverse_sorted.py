"""Sorts the names from z to a.

Loses: best_initializers-ties
Hint: the names run from z to a; sort them from a to z
"""


def best_initializers(scores):
    top = max(scores.values())
    return sorted((n for n in scores if scores[n] == top), reverse=True)
