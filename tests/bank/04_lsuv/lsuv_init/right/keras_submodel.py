"""Recomputes z from the whole model in every trial by assigning kernels; Keras ops, float32."""

import keras
import numpy as np


def forward(model, layer, X):
    h = keras.ops.convert_to_tensor(X, "float32")
    for other in model.layers:
        if other is layer:
            return keras.ops.matmul(h, layer.kernel) + layer.bias
        h = other(h)


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    if rng is None:
        rng = np.random.default_rng()
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for layer in dense:
        layer.kernel.assign(orthonormal(tuple(layer.kernel.shape), rng))
    traces = []
    for layer in dense:
        trace = [float(keras.ops.var(forward(model, layer, X)))]
        for _ in range(max_trials):
            v = trace[-1]
            if not np.isfinite(v) or v < 1e-12 or abs(v - target_variance) < tolerance:
                break
            layer.kernel.assign(layer.kernel * (target_variance / v) ** 0.5)
            trace.append(float(keras.ops.var(forward(model, layer, X))))
        traces.append(trace)
    return traces
