"""Takes scores that differ by less than 0.2 for equal.

Loses: best_initializers-top
Hint: scores that differ are no tie, however near: compare them with `==`
"""


def best_initializers(scores):
    top = max(scores.values())
    return sorted(name for name, score in scores.items() if top - score < 0.2)
