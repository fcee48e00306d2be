"""Keeps every column that came in.

Loses: final_table-rows
Hint: take the columns that the docstring names, not all that results has
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [dict(method=m, **r) for m, r in results.items()]
    return sorted(rows, key=lambda row: (-row["score"], row["method"]))
