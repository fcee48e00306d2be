"""U V.T of a singular value decomposition, as a Keras variable."""

import keras
import numpy as np


def orthonormal(shape, rng):
    U, _, V = np.linalg.svd(rng.standard_normal(shape), full_matrices=False)
    return keras.Variable(U @ V)
