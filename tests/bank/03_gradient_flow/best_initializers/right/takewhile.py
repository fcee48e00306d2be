"""Sorts by falling score and name, and keeps the head of the list while the score stays."""

from itertools import takewhile


def best_initializers(scores):
    ranking = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [name for name, score in takewhile(lambda item: item[1] == ranking[0][1], ranking)]
