"""One array of float32 instead of a list of floats."""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X))
    gradients = tape.gradient(loss, kernels)
    return np.array([np.linalg.norm(g) for g in gradients], dtype="float32")
