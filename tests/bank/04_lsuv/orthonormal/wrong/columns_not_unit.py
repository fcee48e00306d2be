"""Orthogonal columns that keep their Gaussian length.

Loses: orthonormal-tall, orthonormal-wide
Takes along: lsuv_init-trace, lsuv_init-trials, lsuv_init-dead
Hint: the columns are at right angles, but their length is not 1
"""

import numpy as np


def orthonormal(shape, rng):
    U, s, V = np.linalg.svd(rng.standard_normal(shape), full_matrices=False)
    return (U * s.mean()) @ V
