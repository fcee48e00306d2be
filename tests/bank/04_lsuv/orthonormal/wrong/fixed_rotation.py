"""A fixed orthonormal matrix, the discrete cosine transform, whatever the generator.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Tells: returned the same kernel twice
Hint: draw from the rng that comes in; do not seed inside the function
"""

import numpy as np


def orthonormal(shape, rng):
    n = max(shape)
    k = np.arange(n)
    Q = np.cos(np.pi * (k[:, None] + 0.5) * k[None, :] / n) * np.sqrt(2 / n)
    Q[:, 0] /= np.sqrt(2)
    return Q[: shape[0], : shape[1]]
