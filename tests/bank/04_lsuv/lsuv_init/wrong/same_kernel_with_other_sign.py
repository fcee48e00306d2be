"""Draws one kernel per shape and changes its sign from layer to layer.

Loses: lsuv_init-orthonormal
Hint: equal seeds, or equal kernels to start from, give equal kernels; draw one after the other
  from rng
"""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = np.random.default_rng(rng)
    drawn = {}
    h, traces = np.array(X, dtype="float64"), []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            W, b = layer.get_weights()
            if W.shape not in drawn:
                drawn[W.shape] = orthonormal(W.shape, rng)
            W = drawn[W.shape]
            drawn[W.shape] = -W
            trace = [float((h @ W + b).var())]
            while (
                abs(trace[-1] - target_variance) >= tolerance
                and len(trace) <= max_trials
                and 1e-12 <= trace[-1] < np.inf
            ):
                W = W * np.sqrt(target_variance / trace[-1])
                trace.append(float((h @ W + b).var()))
            layer.set_weights([W, b])
            traces.append(trace)
        h = np.asarray(layer(h))
    return traces
