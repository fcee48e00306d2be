"""Calls the model before the tape records, and asks TensorFlow for the norms of no gradients.

Loses: gradient_norms-values, gradient_norms-layers, gradient_norms-mean_and_model
Takes along: fool_the_score-fools
Hint: the tape has recorded no way from the kernels to the loss: call `model(X)` inside `with`
"""

import keras
import tensorflow as tf
from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [
        layer.kernel.value for layer in model.layers if isinstance(layer, keras.layers.Dense)
    ]
    logits = model(X)
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, logits)
    gradients = tape.gradient(loss, kernels)
    return [float(tf.norm(gradient)) for gradient in gradients]
