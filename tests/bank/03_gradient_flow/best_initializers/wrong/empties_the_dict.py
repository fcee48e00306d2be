"""Takes the winners out of the dict that it was given.

Loses: best_initializers-ties
Hint: take no names out of the dict that is given; begin a new list or dict
"""


def best_initializers(scores):
    top = max(scores.values())
    best = sorted(name for name in scores if scores[name] == top)
    for name in best:
        scores.pop(name)
    return best
