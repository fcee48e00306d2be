"""Points looked up by bisection in the bounds of each question."""

from bisect import bisect_left, bisect_right
from math import isfinite


def health_score(metrics):
    four = [
        metrics[key] for key in ("min_gradient", "max_gradient", "mean_gradient", "std_gradient")
    ]
    vanished = metrics["vanished_layers"]
    if not all(isfinite(value) for value in four):
        return 0
    low, high, mean, std = four
    return (
        [3, 1, 0][min(int(vanished), 2)]
        + [0, 1, 3][bisect_left([1e-6, 1e-5], low)]
        + [2, 1, 0][bisect_right([10, 100], high)]
        + 2 * int(std < mean)
    )
