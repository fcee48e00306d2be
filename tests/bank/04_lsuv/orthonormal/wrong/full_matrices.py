"""Multiplies U and V of the full decomposition, which only fit if the kernel is square.

Loses: orthonormal-tall, orthonormal-wide, orthonormal-random
Takes along: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Takes along: lsuv_init-trials, lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
Hint: U and V do not fit if the kernel is not square: the decomposition has a reduced form, in which
  they do
"""

import numpy as np


def orthonormal(shape, rng):
    U, _, V = np.linalg.svd(rng.standard_normal(shape))
    return U @ V
