"""Leaves the output layer out.

Loses: gradient_norms-values, gradient_norms-layers
Hint: the output layer has a kernel, too
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X))
    gradients = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in gradients[:-1]]
