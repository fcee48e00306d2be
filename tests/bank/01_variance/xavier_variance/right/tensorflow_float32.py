"""Computes in TensorFlow's float32 and returns a scalar tensor's number."""

import tensorflow as tf


def xavier_variance(n_in, n_out, gain=1.0):
    if n_in < 1 or n_out < 1 or gain <= 0:
        raise ValueError("fans start at 1 and the gain is positive")
    return (
        2 * tf.square(tf.constant(gain, tf.float32)) / tf.cast(n_in + n_out, tf.float32)
    ).numpy()
