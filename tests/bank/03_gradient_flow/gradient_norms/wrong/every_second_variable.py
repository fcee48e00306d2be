"""Takes every second variable for a kernel, as the original lesson did.

Loses: gradient_norms-layers
Hint: the layer in the middle has no bias: do not count on a pattern in the list of variables
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X))
    gradients = tape.gradient(loss, model.trainable_variables)
    return [float(tf.norm(g)) for i, g in enumerate(gradients) if i % 2 == 0]
