"""One winner comes as a string, not as a list.

Loses: best_initializers-top
Hint: a list is expected, also for one winner
"""


def best_initializers(scores):
    top = max(scores.values())
    best = sorted(name for name in scores if scores[name] == top)
    return best[0] if len(best) == 1 else best
