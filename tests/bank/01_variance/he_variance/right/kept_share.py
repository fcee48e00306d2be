"""Divides 1 by fan_in times the kept share of the second moment."""


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    kept = (1 + negative_slope * negative_slope) / 2
    return 1 / (n_in * kept)
