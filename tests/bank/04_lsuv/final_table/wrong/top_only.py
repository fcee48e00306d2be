"""Returns only the methods that share the top score.

Loses: final_table-rows, final_table-order
Hint: the methods below the best score are missing
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [dict(method=m, **{k: r[k] for k in keys}) for m, r in results.items()]
    rows = [row for row in rows if row["score"] == max(r["score"] for r in rows)]
    return sorted(rows, key=lambda row: (-row["score"], row["method"]))
