"""A Keras submodel up to each layer, of its own tensors; a Keras initializer, drawn first."""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = rng or np.random.default_rng()
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for layer in dense:
        initializer = keras.initializers.Orthogonal(seed=int(rng.integers(2**31)))
        layer.kernel.assign(initializer(layer.kernel.shape))
    traces = []
    for layer in dense:
        before = keras.Model(model.inputs, layer.input)
        h = np.asarray(before(np.asarray(X, dtype="float32")))
        W, b = layer.get_weights()
        variances, rescales = [np.var(h @ W + b)], 0
        while rescales < max_trials and np.abs(variances[-1] - target_variance) >= tolerance:
            if np.isnan(variances[-1]) or np.isinf(variances[-1]) or variances[-1] < 1e-12:
                break
            W *= np.sqrt(target_variance / variances[-1])
            rescales += 1
            variances.append(np.var(h @ W + b))
        layer.set_weights([W, b])
        traces.append([float(v) for v in variances])
    return traces
