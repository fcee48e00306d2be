"""SVD in TensorFlow of a sample from a RandomState seeded by the generator."""

import numpy as np
import tensorflow as tf


def orthonormal(shape, rng):
    state = np.random.RandomState(rng.integers(2**32 - 1))
    _, U, V = tf.linalg.svd(tf.constant(state.randn(*shape)))
    return tf.matmul(U, V, adjoint_b=True).numpy()
