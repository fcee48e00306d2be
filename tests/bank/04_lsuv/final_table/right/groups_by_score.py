"""Groups the names by score, then walks down the scores; deep copies, all other keys deleted."""

import copy
from collections import defaultdict


def final_table(results: dict[str, dict]) -> list[dict]:
    results, groups = copy.deepcopy(results), defaultdict(list)
    for method, row in results.items():
        row["method"] = method
        for key in set(row) - {
            "method",
            "score",
            "min_gradient",
            "max_gradient",
            "mean_gradient",
            "vanished_layers",
        }:
            del row[key]
        groups[row["score"]].append(method)
    return [
        results[method]
        for score in sorted(groups, reverse=True)
        for method in sorted(groups[score])
    ]
