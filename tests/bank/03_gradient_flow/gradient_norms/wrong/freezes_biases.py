"""Freezes the layers' settings to keep biases out.

Loses: gradient_norms-mean_and_model
Hint: leave `trainable` alone; a tape gives you the gradients of those variables that you ask it
  for
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
    for layer in model.layers:
        layer.trainable = False
    return [float(tf.norm(g)) for g in gradients]
