"""Prints the kernel instead of returning it.

Loses: orthonormal-tall, orthonormal-wide, orthonormal-random
Tells: a function without `return` gives None
"""

import numpy as np


def orthonormal(shape, rng):
    U, _, V = np.linalg.svd(rng.standard_normal(shape), full_matrices=False)
    print(U @ V)
