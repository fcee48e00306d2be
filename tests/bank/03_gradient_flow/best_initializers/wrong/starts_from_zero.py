"""Starts the search at 0, so that negative scores never win.

Loses: best_initializers-top
Hint: a score may be negative: do not start the search at 0
"""


def best_initializers(scores):
    top = max([0, *scores.values()])
    return sorted(name for name in scores if scores[name] == top)
