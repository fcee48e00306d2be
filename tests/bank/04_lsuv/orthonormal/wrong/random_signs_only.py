"""One fixed rotation per size, of which only the signs of the columns are random.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Hint: this kernel is not drawn: start from a Gaussian matrix whose numbers come from rng
"""

import numpy as np


def orthonormal(shape, rng):
    size = max(shape)
    Q, _ = np.linalg.qr(np.random.default_rng(size).standard_normal((size, size)))
    Q = Q * rng.choice([-1, 1], size)
    return Q[: shape[0], : shape[1]]
