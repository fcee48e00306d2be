"""Seeds a generator of its own for every kernel that is not square.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Hint: draw from the rng that comes in; do not seed inside the function
"""

import numpy as np


def orthonormal(shape, rng):
    if shape[0] != shape[1]:
        rng = np.random.default_rng(0)
    Q, _ = np.linalg.qr(rng.standard_normal((max(shape), min(shape))))
    return Q if shape[0] >= shape[1] else Q.T
