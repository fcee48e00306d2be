"""A match statement with guards for every question."""

import numpy as np


def health_score(metrics):
    smallest, largest = np.float64(metrics["min_gradient"]), np.float64(metrics["max_gradient"])
    mean, std = np.float64(metrics["mean_gradient"]), np.float64(metrics["std_gradient"])
    vanished = int(metrics["vanished_layers"])
    if np.isnan(smallest - smallest + largest - largest + mean - mean + std - std):
        return 0
    score = 0
    match vanished:
        case 0:
            score = 3
        case 1:
            score = 1
    match smallest:
        case s if s > 1e-5:
            score += 3
        case s if s > 1e-6:
            score += 1
    match largest:
        case s if s < 10:
            score += 2
        case s if s < 100:
            score += 1
    return score + 2 if std < mean else score
