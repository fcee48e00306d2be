"""Draws from numpy's global generator, so the seed that comes in has no effect.

Loses: orthonormal-random
Takes along: lsuv_init-orthonormal
Hint: draw every number from the rng that comes in, not from a generator of your own or a global
  one
"""

import numpy as np


def orthonormal(shape, rng):
    U, _, V = np.linalg.svd(np.random.standard_normal(shape), full_matrices=False)
    return U @ V
