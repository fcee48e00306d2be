"""Takes the square root in TensorFlow's float32 and returns a Python float."""

import tensorflow as tf


def uniform_limit(variance) -> float:
    return float(tf.sqrt(3.0 * tf.constant(variance, dtype=tf.float32)))
