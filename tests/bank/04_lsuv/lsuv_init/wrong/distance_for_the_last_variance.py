"""Ends a trace with the distance from the target instead of the variance.

Loses: lsuv_init-trace
Hint: a trace ends with the variance after the last rescale, not with its distance from the target
"""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = np.random.default_rng(rng)
    h, traces = np.array(X, dtype="float64"), []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            W, b = layer.get_weights()
            W = orthonormal(W.shape, rng)
            trace = [float((h @ W + b).var())]
            while (
                abs(trace[-1] - target_variance) >= tolerance
                and len(trace) <= max_trials
                and 1e-12 <= trace[-1] < np.inf
            ):
                W = W * np.sqrt(target_variance / trace[-1])
                trace.append(float((h @ W + b).var()))
            layer.set_weights([W, b])
            if traces and len(trace) > 1:
                trace[-1] -= target_variance
            traces.append(trace)
        h = np.asarray(layer(h))
    return traces
