"""Keras operations for the loss and the norm, one tape per kernel."""

import keras
import numpy as np
import tensorflow as tf

from initcourse import networks


def gradient_norms(model, X, y):
    X = keras.ops.convert_to_tensor(X, dtype="float32")
    targets = keras.ops.one_hot(y, model.output_shape[-1])
    norms = []
    for layer in model.layers:
        if not hasattr(layer, "kernel"):
            continue
        with tf.GradientTape() as tape:
            logp = keras.ops.log_softmax(model(X, training=False))
            loss = -keras.ops.mean(keras.ops.sum(targets * logp, axis=1))
        gradient = keras.ops.convert_to_numpy(tape.gradient(loss, layer.kernel.value))
        total = 0.0
        for entry in gradient.ravel():
            total += float(entry) ** 2
        norms.append(total**0.5)
    return norms
