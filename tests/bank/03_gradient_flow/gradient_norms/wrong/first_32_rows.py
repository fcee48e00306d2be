"""Sends only the first 32 rows of the batch through the network.

Loses: gradient_norms-values
Hint: these are not all rows: the batch may have any number of them
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y[:32], model(X[:32]))
    return [float(tf.norm(gradient)) for gradient in tape.gradient(loss, kernels)]
