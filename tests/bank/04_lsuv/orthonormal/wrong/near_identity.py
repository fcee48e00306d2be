"""The Q of the identity with a little noise: every unit nearly copies one input.

Loses: orthonormal-random
Hint: every unit nearly copies one input: start from a Gaussian matrix, not from the identity or a
  permutation
"""

import numpy as np


def orthonormal(shape, rng):
    tall = (max(shape), min(shape))
    Q, _ = np.linalg.qr(np.eye(*tall) + 0.005 * rng.standard_normal(tall))
    return Q if shape[0] >= shape[1] else Q.T
