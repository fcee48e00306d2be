"""TensorFlow's reductions on the layers' kernels, with a column more than asked."""

import tensorflow as tf


def weight_statistics(model):
    table = []
    for number, layer in enumerate([layer for layer in model.layers if layer.weights], start=1):
        k = tf.convert_to_tensor(layer.kernel)
        table.append(
            {
                "layer": number,
                "name": layer.name,
                "shape": tuple(k.shape),
                "size": int(tf.size(k)),
                "mean": tf.reduce_mean(k).numpy(),
                "std": tf.math.reduce_std(k).numpy(),
                "min": tf.reduce_min(k).numpy(),
                "max": tf.reduce_max(k).numpy(),
            }
        )
    return table
