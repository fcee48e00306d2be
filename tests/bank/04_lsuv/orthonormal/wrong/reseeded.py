"""Seeds a generator of its own with 0 and ignores rng: the same kernel at every call.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Hint: draw from the rng that comes in; do not seed inside the function
"""

import numpy as np


def orthonormal(shape, rng):
    U, _, V = np.linalg.svd(np.random.default_rng(0).standard_normal(shape), full_matrices=False)
    return U @ V
