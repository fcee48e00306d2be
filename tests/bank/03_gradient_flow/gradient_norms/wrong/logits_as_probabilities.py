"""Hands logits to a loss that expects probabilities.

Loses: gradient_norms-values
Hint: the model's outputs are logits; this loss took them for probabilities
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(
            keras.losses.sparse_categorical_crossentropy(y, model(X), from_logits=False)
        )
    gradients = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in gradients]
