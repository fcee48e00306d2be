"""Plain Python without a logarithm: the smaller of r and 1 / r is largest for the nearest."""


def choose_by_measurement(ratios):
    best, best_share = None, -1.0
    for method, ratio in ratios.items():
        if 0 < ratio < float("inf"):
            share = min(ratio, 1 / ratio)
            if share > best_share:
                best, best_share = method, share
    return best
