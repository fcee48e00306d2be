"""Hands the sides of the shape to `rng.standard_normal` as two arguments.

Loses: orthonormal-tall, orthonormal-wide, orthonormal-random
Takes along: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Takes along: lsuv_init-trials, lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
Hint: the shape is one argument, a pair: `rng.standard_normal((rows, columns))`
"""

import numpy as np


def orthonormal(shape, rng):
    gaussian = rng.standard_normal(shape[0], shape[1])
    U, _, V = np.linalg.svd(gaussian, full_matrices=False)
    return U @ V
