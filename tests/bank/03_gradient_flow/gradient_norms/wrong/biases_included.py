"""Counts the gradients of the biases, too.

Loses: gradient_norms-layers
Takes along: fool_the_score-fools
Hint: there are gradients of biases among them; count kernels only
"""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    with tf.GradientTape() as tape:
        loss = networks.mean_cross_entropy(y, model(X))
    return [float(tf.norm(g)) for g in tape.gradient(loss, model.trainable_variables)]
