"""A TensorFlow tensor in float32, of the polar decomposition by SciPy."""

import tensorflow as tf
from scipy.linalg import polar


def orthonormal(shape, rng):
    return tf.constant(polar(rng.standard_normal(shape))[0], tf.float32)
