"""A Gaussian kernel with Var = 1 / fan_in, orthonormal only on average.

Loses: orthonormal-tall, orthonormal-wide
Takes along: lsuv_init-orthonormal, lsuv_init-layers, lsuv_init-trace, lsuv_init-trials
Hint: a Gaussian kernel is orthonormal only on average; the kernel itself has to be
"""

import numpy as np


def orthonormal(shape, rng):
    return rng.normal(0, 1 / np.sqrt(shape[0]), shape)
