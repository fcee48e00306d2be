"""Measures all layers in one pass before it rescales any.

Loses: lsuv_init-layers
Hint: a layer was measured on activations from before the layers in front of it were rescaled
"""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = rng or np.random.default_rng()
    h, found = np.array(X), []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            W, b = layer.get_weights()
            layer.set_weights([orthonormal(W.shape, rng), b])
            found.append((layer, h))
        h = np.asarray(layer(h))
    traces = []
    for layer, h in found:
        W, b = layer.get_weights()
        trace = [float(np.var(h @ W + b))]
        while (
            abs(trace[-1] - target_variance) >= tolerance
            and len(trace) <= max_trials
            and 1e-12 <= trace[-1] < np.inf
        ):
            W = W * np.sqrt(target_variance / trace[-1])
            trace.append(float(np.var(h @ W + b)))
        layer.set_weights([W, b])
        traces.append(trace)
    return traces
