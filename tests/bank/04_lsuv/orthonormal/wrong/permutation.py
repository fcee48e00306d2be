"""A random permutation matrix: orthonormal and random, but every unit copies one input.

Loses: orthonormal-random
Hint: every unit nearly copies one input: start from a Gaussian matrix, not from the identity or a
  permutation
"""

import numpy as np


def orthonormal(shape, rng):
    return np.eye(*shape)[rng.permutation(shape[0])][:, rng.permutation(shape[1])]
