"""Worst score first.

Loses: final_table-order
Hint: this puts the worst score first
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [dict(method=m, **{k: r[k] for k in keys}) for m, r in results.items()]
    return sorted(rows, key=lambda row: (row["score"], row["method"]))
