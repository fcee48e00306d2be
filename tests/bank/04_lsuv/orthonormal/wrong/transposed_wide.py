"""Forgets to transpose back: wide kernels have the shape (fan_out, fan_in).

Loses: orthonormal-wide
Takes along: lsuv_init-orthonormal, lsuv_init-layers, lsuv_init-trace, lsuv_init-target
Hint: a wide kernel can be made from a tall one by transposing
"""

import numpy as np


def orthonormal(shape, rng):
    return np.linalg.qr(rng.standard_normal((max(shape), min(shape))))[0]
