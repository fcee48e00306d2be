"""Adds logarithms with numpy in float32 and returns an array."""

import numpy as np


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in {"linear", "relu"}:
        raise ValueError(activation)
    steps = np.log(np.asarray(layer_sizes[:-1], "float64") * np.asarray(variances))
    steps[1:] += np.log(0.5) if activation == "relu" else 0.0
    return np.exp(np.cumsum(steps)).astype("float32")
