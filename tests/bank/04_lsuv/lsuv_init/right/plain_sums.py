"""Variance by plain sums and einsum, weights written only once at the end of each layer."""

import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    rng = rng if rng is not None else np.random.default_rng()
    outputs = np.array(X, copy=True)
    result = []
    for layer in model.layers:
        if not layer.get_weights():
            outputs = np.array(layer(outputs))
            continue
        old, bias = layer.get_weights()
        W0, scale, trace = np.asarray(orthonormal(old.shape, rng)), 1.0, []
        product = np.einsum("bi,io->bo", outputs, W0)
        for trial in range(max_trials + 1):
            z = scale * product + bias
            mean = z.sum() / z.size
            v = ((z - mean) ** 2).sum() / z.size
            trace.append(float(v))
            if (
                not (v >= 1e-12 and v < np.inf)
                or abs(v - target_variance) < tolerance
                or trial == max_trials
            ):
                break
            scale *= (target_variance / v) ** 0.5
        layer.set_weights([scale * W0, bias])
        outputs = np.array(layer(outputs))
        result.append(trace)
    return result
