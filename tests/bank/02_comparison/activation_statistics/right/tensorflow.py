"""TensorFlow; dead by the largest absolute value, second moment from mean and variance."""

import tensorflow as tf


def activation_statistics(layers):
    def share(which):
        return tf.reduce_mean(tf.cast(which, "float64")).numpy()

    rows = []
    for layer in layers:
        h = tf.cast(layer, "float64")
        mean, variance = tf.nn.moments(h, axes=[0, 1])
        rows.append(
            {
                "mean": mean.numpy(),
                "std": tf.sqrt(variance).numpy(),
                "second_moment": (variance + mean**2).numpy(),
                "saturated": share(tf.abs(h) > 0.97),
                "dead": share(tf.reduce_max(tf.abs(h), axis=0) == 0),
            }
        )
    return rows
