"""Forgets the column with the name.

Loses: final_table-rows, final_table-order
Hint: the method's name belongs into its row, under the key 'method'
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [{k: r[k] for k in keys} for m, r in sorted(results.items())]
    return sorted(rows, key=lambda row: -row["score"])
