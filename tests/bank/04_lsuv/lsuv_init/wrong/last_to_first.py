"""Goes from the output to the input.

Loses: lsuv_init-layers
Hint: go from the input to the output: a layer that is rescaled changes what the layers behind it
  get
"""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = rng or np.random.default_rng()
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for layer in dense:
        layer.set_weights([orthonormal(layer.kernel.shape, rng), layer.get_weights()[1]])
    traces = []
    for layer in reversed(dense):
        h = np.array(X)
        for before in model.layers[: model.layers.index(layer)]:
            h = np.asarray(before(h))
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
        traces.insert(0, trace)
    return traces
