"""A loop that keeps the best so far."""


def best_initializers(scores):
    best, top = [], None
    for name in sorted(scores):
        if top is None or scores[name] > top:
            best, top = [name], scores[name]
        elif scores[name] == top:
            best.append(name)
    return best
