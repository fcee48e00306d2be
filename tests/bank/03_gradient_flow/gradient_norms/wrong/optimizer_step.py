"""Takes an optimizer step after measuring.

Loses: gradient_norms-mean_and_model
Hint: measuring takes no optimizer step, and assigns nothing to the kernels
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
    for kernel, gradient in zip(kernels, gradients):
        kernel.assign_sub(0.1 * gradient)
    return [float(tf.norm(g)) for g in gradients]
