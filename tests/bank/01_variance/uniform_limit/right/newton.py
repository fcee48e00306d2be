"""Finds the limit with Newton's method."""


def uniform_limit(variance):
    r = 1.0 + variance
    for _ in range(80):
        r -= (r * r / 3 - variance) / (2 * r / 3)
    return r
