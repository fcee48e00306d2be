"""Hands the shape to `rng.normal` as the mean.

Loses: orthonormal-tall, orthonormal-wide, orthonormal-random
Takes along: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Takes along: lsuv_init-trials, lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
Hint: `rng.normal` takes the mean first: hand it the shape as `size`
"""

import numpy as np


def orthonormal(shape, rng):
    U, _, V = np.linalg.svd(rng.normal(shape), full_matrices=False)
    return U @ V
