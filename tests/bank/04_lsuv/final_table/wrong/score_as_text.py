"""Sorts the scores as text, so 10 comes after 9.

Loses: final_table-order
Hint: the scores were compared as text, where '9' is more than '10'
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [dict(method=m, **{k: r[k] for k in keys}) for m, r in results.items()]
    return sorted(rows, key=lambda row: str(row["score"]), reverse=True)
