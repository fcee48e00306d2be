"""Mean squares by einsum in float64."""

import numpy as np


def mean_square(delta):
    delta = np.asarray(delta).astype("float64")
    return np.einsum("bn,bn->", delta, delta) / delta.size


def signal_ratio(deltas):
    return float((mean_square(deltas[0]) / mean_square(deltas[-1])) ** 0.5)
