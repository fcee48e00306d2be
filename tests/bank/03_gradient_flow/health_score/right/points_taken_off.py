"""Starts from ten points and takes off what is missing; early return for what is not finite."""

import math


def health_score(metrics):
    for key in ["min_gradient", "max_gradient", "mean_gradient", "std_gradient"]:
        if not math.isfinite(metrics[key]):
            return 0
    score = 10
    if metrics["vanished_layers"] > 0:
        score -= 2 if metrics["vanished_layers"] == 1 else 3
    if metrics["min_gradient"] <= 1e-6:
        score -= 3
    elif metrics["min_gradient"] <= 1e-5:
        score -= 2
    if metrics["max_gradient"] >= 10:
        score -= 1
    if metrics["max_gradient"] >= 100:
        score -= 1
    if metrics["std_gradient"] >= metrics["mean_gradient"]:
        score -= 2
    return score
