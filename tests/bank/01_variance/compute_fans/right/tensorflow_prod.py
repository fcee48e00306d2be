"""Multiplies with TensorFlow and returns a tensor of two whole numbers."""

import tensorflow as tf


def compute_fans(kernel_shape):
    shape = tf.constant(kernel_shape, dtype=tf.int32)
    if tf.size(shape) < 2:
        raise ValueError("a kernel has at least two sides")
    return tf.reduce_prod(shape[:-2]) * shape[-2:]
