"""The squared norm: the root is missing.

Loses: gradient_norms-values
Takes along: fool_the_score-fools
Hint: the square root is missing
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
    return [float(np.sum(np.square(g))) for g in gradients]
