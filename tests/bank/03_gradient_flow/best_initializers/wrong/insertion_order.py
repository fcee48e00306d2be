"""Keeps the dict's order instead of sorting the names.

Loses: best_initializers-ties
Hint: the names stand in the order of the dict; sort them
"""


def best_initializers(scores):
    top = max(scores.values())
    return [name for name in scores if scores[name] == top]
