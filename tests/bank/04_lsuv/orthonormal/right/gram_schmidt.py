"""Gram-Schmidt by loops in plain numpy, twice for accuracy."""

import numpy as np


def orthonormal(shape, rng):
    n, k = max(shape), min(shape)
    columns = []
    while len(columns) < k:
        v = rng.standard_normal(n)
        for _ in range(2):
            for u in columns:
                v = v - (u @ v) * u
        columns.append(v / np.sqrt(v @ v))
    Q = np.stack(columns, axis=1)
    return Q.T if shape[0] < shape[1] else Q
