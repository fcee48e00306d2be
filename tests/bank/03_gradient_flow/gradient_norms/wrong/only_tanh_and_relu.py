"""Backpropagation by hand that knows tanh and ReLU and takes all others for linear.

Loses: gradient_norms-values
Hint: every activation has a slope of its own; `tf.GradientTape` knows them all
"""

import keras
import numpy as np

KNOWN = {
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
}


def gradient_norms(model, X, y):
    h, steps = np.asarray(X, float), []
    for layer in model.layers:
        phi, slope = KNOWN.get(layer.activation.__name__, (lambda z: z, np.ones_like))
        if isinstance(layer, keras.layers.Dense):
            kernel, *bias = layer.get_weights()
            z = h @ kernel + sum(bias)
            steps.append([h, kernel, slope(z)])
        else:
            z = h
            steps[-1][2] = steps[-1][2] * slope(z)
        h = phi(z)
    p = np.exp(h - h.max(axis=1, keepdims=True))
    signal = (p / p.sum(axis=1, keepdims=True) - np.eye(h.shape[1])[np.asarray(y)]) / len(h)
    norms = []
    for before, kernel, slopes in reversed(steps):
        signal = signal * slopes
        norms.insert(0, float(np.linalg.norm(before.T @ signal)))
        signal = signal @ kernel.T
    return norms
