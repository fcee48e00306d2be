"""Takes the variance of every unit and puts the arrays into the trace.

Loses: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Loses: lsuv_init-trials, lsuv_init-dead
Hint: every unit has a factor of its own; a rescale is one number for the whole kernel
"""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = rng or np.random.default_rng()
    h, traces = np.array(X, dtype="float64"), []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            W, b = layer.get_weights()
            W = orthonormal(W.shape, rng)
            z = h @ W + b
            v = z.var(axis=0)
            trace = [v]
            while np.any(abs(v - target_variance) >= tolerance) and len(trace) - 1 < max_trials:
                if not np.isfinite(v).all() or v.min() < 1e-12:
                    break
                W = W * np.sqrt(target_variance / v)
                z = h @ W + b
                v = z.var(axis=0)
                trace.append(v)
            layer.set_weights([W, b])
            traces.append(trace)
            h = np.asarray(layer.activation(z))
        else:
            h = np.asarray(layer(h))
    return traces
