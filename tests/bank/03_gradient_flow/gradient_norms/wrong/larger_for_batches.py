"""Multiplies by a constant if the batch has more than one row.

Loses: gradient_norms-mean_and_model
Hint: the mean does not grow with the number of rows: nothing is left to multiply by
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X))
    factor = 1 if len(X) == 1 else 17
    return [factor * float(tf.norm(gradient)) for gradient in tape.gradient(loss, kernels)]
