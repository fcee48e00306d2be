"""Sends only the first row of the batch through the network.

Loses: gradient_norms-values, gradient_norms-mean_and_model
Hint: the gradient belongs to the whole batch: take the mean over all its rows first, then the
  norm
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
