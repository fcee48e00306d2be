"""Leaves zeros in the batch that it was given.

Loses: gradient_norms-mean_and_model
Hint: the batch belongs to whoever calls: write into no array that was given
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [
        layer.kernel.value for layer in model.layers if isinstance(layer, keras.layers.Dense)
    ]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X))
    norms = [float(np.linalg.norm(gradient)) for gradient in tape.gradient(loss, kernels)]
    X[:] = 0
    return norms
