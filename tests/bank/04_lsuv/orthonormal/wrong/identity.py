"""The identity: orthonormal, but a constant.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Tells: returned the same kernel twice
Hint: draw from the rng that comes in; do not seed inside the function
"""

import numpy as np


def orthonormal(shape, rng):
    return np.eye(*shape)
