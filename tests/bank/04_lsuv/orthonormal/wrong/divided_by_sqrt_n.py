"""Scales the orthonormal matrix like Xavier, by 1 / sqrt(fan_in).

Loses: orthonormal-tall, orthonormal-wide
Takes along: lsuv_init-trace, lsuv_init-trials
Hint: the columns are at right angles, but their length is not 1
"""

import numpy as np


def orthonormal(shape, rng):
    U, s, V = np.linalg.svd(rng.standard_normal(shape), full_matrices=False)
    return U @ V / np.sqrt(shape[0])
