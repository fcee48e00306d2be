"""A product of random Householder reflections, cut to the shape: no decomposition at all."""

import numpy as np


def orthonormal(shape, rng):
    Q = np.eye(max(shape))
    for size in range(max(shape), 0, -1):
        v = np.zeros(max(shape))
        v[-size:] = rng.normal(size=size)
        v[-size] += np.copysign(np.sqrt(np.sum(v * v)), v[-size])
        v /= np.sqrt(np.sum(v * v))
        Q = Q - 2 * np.outer(Q @ v, v)
    return Q[: shape[0], : shape[1]]
