"""Recursion over the sorted names: the first name joins the best of the rest or replaces them."""


def better(names, scores):
    if len(names) == 1:
        return list(names)
    rest = better(names[1:], scores)
    first, best = scores[names[0]], scores[rest[0]]
    return [names[0]] if first > best else [names[0], *rest] if first == best else rest


def best_initializers(scores):
    return better(sorted(scores), scores)
