"""Draws a square orthonormal block and pads it with zeros, which leaves inputs or units out.

Loses: orthonormal-random
Hint: here an orthonormal block is padded with zeros: draw a Gaussian matrix of the whole shape
"""

import numpy as np


def orthonormal(shape, rng):
    size = min(shape)
    Q, _ = np.linalg.qr(rng.standard_normal((size, size)))
    W = np.zeros(shape)
    W[:size, :size] = Q
    return W
