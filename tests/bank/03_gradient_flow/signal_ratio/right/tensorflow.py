"""TensorFlow, root of the quotient of mean squares."""

import tensorflow as tf


def signal_ratio(deltas):
    first, last = tf.cast(deltas[0], tf.float64), tf.cast(deltas[-1], tf.float64)
    return tf.sqrt(tf.reduce_mean(first * first) / tf.reduce_mean(last * last)).numpy()
