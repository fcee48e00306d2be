"""Computes every number in TensorFlow and leaves the tensors in the dicts."""

import tensorflow as tf


def variance_table(layer_sizes):
    sizes = tf.constant(layer_sizes, tf.float32)
    xavier, he = 2 / (sizes[:-1] + sizes[1:]), 2 / sizes[:-1]
    rows = []
    for layer, (x, h) in enumerate(zip(tf.unstack(xavier), tf.unstack(he))):
        rows.append({"n_in": layer_sizes[layer], "n_out": layer_sizes[layer + 1]})
        rows[-1]["xavier_variance"], rows[-1]["xavier_std"] = x, tf.sqrt(x)
        rows[-1]["he_variance"], rows[-1]["he_std"] = h, tf.sqrt(h)
    return rows
