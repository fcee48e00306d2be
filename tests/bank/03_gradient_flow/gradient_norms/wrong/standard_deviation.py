"""The standard deviation of all entries of the gradient.

Loses: gradient_norms-values
Hint: this is a standard deviation; the Frobenius norm subtracts no mean and divides by nothing
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X))
    return [float(np.std(gradient)) for gradient in tape.gradient(loss, kernels)]
