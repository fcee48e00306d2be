"""The identity: orthonormal, but a constant.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Tells: returned the same kernel twice
"""

import numpy as np


def orthonormal(shape, rng):
    return np.eye(*shape)
