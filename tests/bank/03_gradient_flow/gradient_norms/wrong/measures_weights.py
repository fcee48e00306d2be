"""The norm of the kernel, not of its gradient.

Loses: gradient_norms-values, gradient_norms-layers, gradient_norms-mean_and_model
Hint: this is the norm of the kernel itself; measure its gradient
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    return [
        float(np.linalg.norm(layer.kernel.numpy()))
        for layer in model.layers
        if hasattr(layer, "kernel")
    ]
