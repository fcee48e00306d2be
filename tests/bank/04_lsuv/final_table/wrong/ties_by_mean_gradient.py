"""Orders equal scores by the mean gradient, and only then by name.

Loses: final_table-order
Hint: equal scores are ordered by the method's name, and by nothing before it
"""

COLUMNS = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]


def final_table(results):
    rows = [{"method": m, **{c: r[c] for c in COLUMNS}} for m, r in results.items()]
    return sorted(rows, key=lambda row: (-row["score"], -row["mean_gradient"], row["method"]))
