"""The mean squared error of softmax outputs, as in the original lesson.

Loses: gradient_norms-values
Hint: this is the gradient of a squared error; the loss is the cross-entropy
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    kernels = [layer.kernel.value for layer in model.layers if hasattr(layer, "kernel")]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(
            tf.square(tf.nn.softmax(model(X)) - tf.one_hot(y, model(X).shape[-1]))
        )
    gradients = tape.gradient(loss, kernels)
    return [float(tf.norm(g)) for g in gradients]
