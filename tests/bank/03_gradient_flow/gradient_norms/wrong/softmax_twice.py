"""Applies a softmax to the logits before the cross-entropy from logits.

Loses: gradient_norms-values
Hint: the model's outputs are logits; the softmax has been applied twice
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, tf.nn.softmax(model(X)))
    gradients = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in gradients]
