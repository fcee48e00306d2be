"""Recursion: the nearer of the first method and the winner among the rest."""

import math


def distance(ratio):
    try:
        d = abs(math.log(ratio))
    except ValueError:
        return math.inf
    return math.inf if math.isnan(d) else d


def choose_by_measurement(ratios: dict[str, float]) -> str:
    (method, ratio), *rest = ratios.items()
    if not rest:
        return method
    winner = choose_by_measurement(dict(rest))
    return method if distance(ratio) < distance(ratios[winner]) else winner
