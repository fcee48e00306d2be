"""Sends only the first row of the batch through the network.

Loses: gradient_norms-values, gradient_norms-mean_and_model
Hint: this looks at the first row alone; the loss is the mean over all rows of the batch
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y[:1], model(X[:1]))
    return [float(tf.norm(gradient)) for gradient in tape.gradient(loss, kernels)]
