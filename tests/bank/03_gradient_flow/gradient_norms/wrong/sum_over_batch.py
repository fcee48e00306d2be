"""The loss is the sum over the batch, not the mean.

Loses: gradient_norms-mean_and_model
Hint: this is the gradient of the sum over the batch; take the mean
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X)) * len(X)
    gradients = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in gradients]
