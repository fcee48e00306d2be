"""TensorFlow: the places where the scores equal their maximum."""

import tensorflow as tf


def best_initializers(scores):
    names = sorted(scores)
    values = tf.constant([scores[name] for name in names], dtype=tf.float64)
    places = tf.where(values == tf.reduce_max(values))[:, 0]
    return [names[int(i)] for i in places]
