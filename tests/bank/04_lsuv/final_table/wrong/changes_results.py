"""Writes the name into the dicts that came in.

Loses: final_table-rows
Tells: work on a copy
"""


def final_table(results):
    for method, row in results.items():
        row["method"] = method
    keys = ["method", "score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [{key: row[key] for key in keys} for row in results.values()]
    return sorted(rows, key=lambda row: (-row["score"], row["method"]))
