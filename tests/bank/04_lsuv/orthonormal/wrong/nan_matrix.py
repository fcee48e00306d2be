"""Returns a matrix of the right shape that is full of NaN, whose products are NaN, too.

Loses: orthonormal-tall, orthonormal-wide, orthonormal-random
Tells: a number, which NaN is not
"""

import numpy as np


def orthonormal(shape, rng):
    return np.full(shape, np.nan)
