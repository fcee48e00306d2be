"""A table of rules, each a question and its points; the first that holds of a question counts."""

import numpy as np

RULES = [
    [(lambda m: m["vanished_layers"] == 0, 3), (lambda m: m["vanished_layers"] == 1, 1)],
    [(lambda m: m["min_gradient"] > 1e-5, 3), (lambda m: m["min_gradient"] > 1e-6, 1)],
    [(lambda m: m["max_gradient"] < 10, 2), (lambda m: m["max_gradient"] < 100, 1)],
    [(lambda m: m["std_gradient"] < m["mean_gradient"], 2)],
]


def points(question, metrics):
    return next((gain for holds, gain in question if holds(metrics)), 0)


def health_score(metrics: dict) -> int:
    known = [points(question, metrics) for question in RULES]
    names = ["min", "max", "mean", "std"]
    return sum(known) if np.isfinite([metrics[name + "_gradient"] for name in names]).all() else 0
