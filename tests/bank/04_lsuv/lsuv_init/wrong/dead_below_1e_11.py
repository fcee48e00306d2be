"""Takes a layer for dead below 1e-11 already, and returns a tuple of traces.

Loses: lsuv_init-dead
Hint: a layer is dead below 1e-12, not before
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
                and 1e-11 <= trace[-1] < np.inf
            ):
                W = W * np.sqrt(target_variance / trace[-1])
                trace.append(float((h @ W + b).var()))
            layer.set_weights([W, b])
            traces.append(trace)
        h = np.asarray(layer(h))
    return tuple(traces)
