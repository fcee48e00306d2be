"""A fixed orthonormal matrix, the discrete cosine transform, whatever the generator.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Hint: this kernel is not drawn: start from a Gaussian matrix whose numbers come from rng
"""

import numpy as np


def orthonormal(shape, rng):
    n = max(shape)
    k = np.arange(n)
    Q = np.cos(np.pi * (k[:, None] + 0.5) * k[None, :] / n) * np.sqrt(2 / n)
    Q[:, 0] /= np.sqrt(2)
    return Q[: shape[0], : shape[1]]
