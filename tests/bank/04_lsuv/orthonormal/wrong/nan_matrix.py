"""Returns a matrix of the right shape that is full of NaN, whose products are NaN, too.

Loses: orthonormal-tall, orthonormal-wide, orthonormal-random
Takes along: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Takes along: lsuv_init-trials, lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
Hint: the kernel holds NaN
"""

import numpy as np


def orthonormal(shape, rng):
    return np.full(shape, np.nan)
