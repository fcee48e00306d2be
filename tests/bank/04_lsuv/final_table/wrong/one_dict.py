"""Returns a dict of rows by method in the right order instead of a list.

Loses: final_table-rows, final_table-order
Tells: returned a dict whose entries are of type str
"""


def final_table(results):
    keys = ["score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers"]
    names = sorted(results, key=lambda m: (-results[m]["score"], m))
    return {m: dict(method=m, **{k: results[m][k] for k in keys}) for m in names}
