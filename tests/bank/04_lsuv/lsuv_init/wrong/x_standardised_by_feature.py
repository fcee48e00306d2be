"""Standardises every feature of a copy of the batch before the first layer.

Loses: lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace, lsuv_init-target
Hint: the batch goes in as it came; here it was standardised first
"""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = rng or np.random.default_rng()
    h, traces = np.array(X, dtype="float64"), []
    h = (h - h.mean(axis=0)) / (h.std(axis=0) + 1e-8)
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            W, b = layer.get_weights()
            W = orthonormal(W.shape, rng)
            z = h @ W + b
            v = float(z.var())
            trace = [v]
            while abs(v - target_variance) >= tolerance and len(trace) - 1 < max_trials:
                if not np.isfinite(v) or v < 1e-12:
                    break
                W = W * np.sqrt(target_variance / v)
                z = h @ W + b
                v = float(z.var())
                trace.append(v)
            layer.set_weights([W, b])
            traces.append(trace)
            h = np.asarray(layer.activation(z))
        else:
            h = np.asarray(layer(h))
    return traces
