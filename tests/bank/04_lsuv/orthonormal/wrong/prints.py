"""Prints the kernel instead of returning it.

Loses: orthonormal-tall, orthonormal-wide, orthonormal-random
Takes along: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Takes along: lsuv_init-trials, lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
Tells: a function without `return` gives None
"""

import numpy as np


def orthonormal(shape, rng):
    U, _, V = np.linalg.svd(rng.standard_normal(shape), full_matrices=False)
    print(U @ V)
