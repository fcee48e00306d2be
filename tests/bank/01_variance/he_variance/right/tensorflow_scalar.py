"""Computes in TensorFlow and returns the scalar tensor itself."""

import tensorflow as tf


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    denominator = (1.0 + tf.square(tf.constant(negative_slope, tf.float64))) * tf.cast(
        n_in, tf.float64
    )
    return 2.0 / denominator
