"""Python's statistics module for finite norms, helper functions for the rest."""

import math
import statistics

COUNTS = {"vanished_layers": 1e-6, "weak_layers": 1e-4}


def exploded(norm):
    return not math.isfinite(norm) or norm >= 100


def gradient_metrics(norms):
    norms = [float(norm) for norm in norms]
    if not norms:
        four = (0.0, 0.0, 0.0, 0.0)
    elif any(map(math.isnan, norms)):
        four = (math.nan,) * 4
    elif math.inf in norms:
        four = (min(norms), math.inf, math.inf, math.nan)
    else:
        four = (min(norms), max(norms), statistics.fmean(norms), statistics.pstdev(norms))
    metrics = dict(zip(("min_gradient", "max_gradient", "mean_gradient", "std_gradient"), four))
    for key, bound in COUNTS.items():
        metrics[key] = sum(norm < bound for norm in norms)
    metrics["exploded_layers"] = sum(map(exploded, norms))
    metrics["total_layers"] = len(norms)
    return metrics
