"""Compares only the first letters of methods with equal scores.

Loses: final_table-order
Hint: names are compared to their last letter, not by the first one alone
"""

COLUMNS = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]


def final_table(results):
    rows = [{"method": m, **{c: r[c] for c in COLUMNS}} for m, r in results.items()]
    return sorted(rows, key=lambda row: (-row["score"], row["method"][0]))
