"""Groups the names by score in a defaultdict, then takes the group with the largest key."""

from collections import defaultdict


def best_initializers(scores: dict[str, float]) -> list[str]:
    groups = defaultdict(list)
    for name, score in scores.items():
        groups[score].append(name)
    return sorted(groups[max(groups)])
