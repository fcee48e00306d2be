"""Sorts by name only.

Loses: final_table-order
Hint: these are the names in order; the score comes first
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [dict(method=m, **{k: r[k] for k in keys}) for m, r in results.items()]
    return sorted(rows, key=lambda row: row["method"])
