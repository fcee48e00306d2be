"""Sums of comparisons in numpy; returns a numpy whole number."""

import numpy as np


def health_score(metrics):
    low, high, mean, std, vanished = (
        metrics[key]
        for key in [
            "min_gradient",
            "max_gradient",
            "mean_gradient",
            "std_gradient",
            "vanished_layers",
        ]
    )
    points = [
        2 * (vanished == 0),
        vanished <= 1,
        low > 1e-6,
        2 * (low > 1e-5),
        high < 10,
        high < 100,
        2 * (std < mean),
    ]
    return np.int64(np.sum(points)) * np.int64(np.isfinite(low + high + mean + std))
