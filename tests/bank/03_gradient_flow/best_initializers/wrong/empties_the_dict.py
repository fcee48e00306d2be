"""Takes the winners out of the dict that it was given.

Loses: best_initializers-ties
Tells: work on a copy
"""


def best_initializers(scores):
    top = max(scores.values())
    best = sorted(name for name in scores if scores[name] == top)
    for name in best:
        scores.pop(name)
    return best
