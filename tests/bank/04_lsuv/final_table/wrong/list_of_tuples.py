"""Returns a tuple of values per method instead of a dict.

Loses: final_table-rows, final_table-order
Tells: whose entries are of type tuple
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    rows = [(m, *[r[k] for k in keys]) for m, r in results.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))
