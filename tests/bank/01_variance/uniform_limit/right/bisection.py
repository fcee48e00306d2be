"""Finds the limit by bisection."""


def uniform_limit(variance: float) -> float:
    low, high = 0.0, 3.0 * float(variance) + 3.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if middle * middle / 3 < variance else (low, middle)
    return high
