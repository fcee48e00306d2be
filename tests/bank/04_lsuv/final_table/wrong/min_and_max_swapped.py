"""Swaps smallest and largest gradient.

Loses: final_table-rows
Hint: the smallest and the largest gradient changed places
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    swap = {"min_gradient": "max_gradient", "max_gradient": "min_gradient"}
    rows = [dict(method=m, **{k: r[swap.get(k, k)] for k in keys}) for m, r in results.items()]
    return sorted(rows, key=lambda row: (-row["score"], row["method"]))
