"""Makes a number of the loss before it asks the tape.

Loses: gradient_norms-values, gradient_norms-layers, gradient_norms-mean_and_model
Takes along: fool_the_score-fools
Hint: the tape needs the loss as a tensor, not as a number
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
        logits = model(X)
        loss = networks.mean_cross_entropy(y, logits)
    gradients = tape.gradient(float(loss), kernels)
    return [float(np.linalg.norm(gradient.numpy())) for gradient in gradients]
