"""Draws wide kernels from numpy's global generator.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Hint: draw every number from the rng that comes in, not from a generator of your own or a global
  one
"""

import numpy as np


def orthonormal(shape, rng):
    if shape[0] < shape[1]:
        Q, _ = np.linalg.qr(np.random.standard_normal(shape[::-1]))
        return Q.T
    Q, _ = np.linalg.qr(rng.standard_normal(shape))
    return Q
