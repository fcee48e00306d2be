"""Finds the limit by bisection."""

def uniform_limit(variance: float) -> float:
    low, high = 0.0, 3.0 * variance + 3.0
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if middle * middle / 3 < variance else (low, middle)
    return high
