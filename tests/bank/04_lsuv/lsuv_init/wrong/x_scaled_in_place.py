"""Scales the batch inside the array that came in to variance 1.

Loses: lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Loses: lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
Tells: work on a copy
"""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = rng or np.random.default_rng()
    X /= X.std()
    h, traces = X, []
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
