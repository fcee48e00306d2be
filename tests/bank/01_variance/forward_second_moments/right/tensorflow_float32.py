"""Uses TensorFlow's cumulative product in float32 and returns a tensor."""

import tensorflow as tf


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    n_in = tf.constant(layer_sizes[:-1], tf.float32)
    c = 0.5 if activation == "relu" else 1.0
    halves = tf.constant([1.0] + [c] * (len(variances) - 1))
    return tf.math.cumprod(n_in * tf.constant(variances, tf.float32) * halves)
