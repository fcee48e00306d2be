"""Prints the rows instead of returning them.

Loses: final_table-rows, final_table-order
Tells: a function without `return` gives None
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [dict(method=m, **{k: r[k] for k in keys}) for m, r in results.items()]
    print(sorted(rows, key=lambda row: (-row["score"], row["method"])))
