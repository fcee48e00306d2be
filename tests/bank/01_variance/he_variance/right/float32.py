"""Computes in float32."""

import numpy as np


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    a, n = np.float32(negative_slope), np.float32(n_in)
    return np.float32(2) / ((np.float32(1) + a * a) * n)
