"""Recursion over trials and layers, helpers, second moment minus squared mean in float64."""

import keras
import numpy as np


def variance(z):
    return float(np.mean(z**2) - np.mean(z) ** 2)


def rescale(h, W, b, target, tolerance, trials):
    v = variance(h @ W + b)
    if trials == 0 or not np.isfinite(v) or v < 1e-12 or abs(v - target) < tolerance:
        return W, [v]
    W, later = rescale(h, (target / v) ** 0.5 * W, b, target, tolerance, trials - 1)
    return W, [v, *later]


def tune(layers, h, target, tolerance, trials, rng):
    if not layers:
        return []
    layer, traces = layers[0], []
    if isinstance(layer, keras.layers.Dense):
        b = layer.bias.numpy().astype(float)
        W, trace = rescale(
            h, np.asarray(orthonormal(tuple(layer.kernel.shape), rng)), b, target, tolerance, trials
        )
        layer.kernel.assign(W)
        traces = [trace]
    h = keras.ops.convert_to_numpy(layer(h)).astype(float)
    return traces + tune(layers[1:], h, target, tolerance, trials, rng)


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = rng if rng is not None else np.random.default_rng()
    return tune(
        model.layers, np.asarray(X, dtype=float), target_variance, tolerance, max_trials, rng
    )
