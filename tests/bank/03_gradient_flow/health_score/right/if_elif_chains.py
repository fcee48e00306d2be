"""If and elif chains, as a student would write them."""

import math


def health_score(metrics):
    smallest, largest = metrics["min_gradient"], metrics["max_gradient"]
    mean, std = metrics["mean_gradient"], metrics["std_gradient"]
    vanished = metrics["vanished_layers"]
    for value in (smallest, largest, mean, std):
        if math.isnan(value) or math.isinf(value):
            return 0
    score = 0
    if vanished == 0:
        score += 3
    elif vanished <= 1:
        score += 1
    if smallest > 1e-5:
        score += 3
    elif smallest > 1e-6:
        score += 1
    if largest < 10:
        score += 2
    elif largest < 100:
        score += 1
    if std < mean:
        score += 2
    return score
