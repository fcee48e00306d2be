"""NumPy: lexsort on the names and the negative scores."""

import numpy as np

COLUMNS = ("score", "min_gradient", "max_gradient", "mean_gradient", "vanished_layers")


def final_table(results):
    names = np.array(list(results))
    scores = np.array([results[name]["score"] for name in results])
    order = np.lexsort((names, -scores))
    return [
        {"method": str(name), **{c: results[name][c] for c in COLUMNS}} for name in names[order]
    ]
