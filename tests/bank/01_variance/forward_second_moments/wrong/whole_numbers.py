"""Fills an array of whole numbers, which cuts off what comes after the point.

Loses: forward_second_moments-linear, forward_second_moments-first, forward_second_moments-relu
Hint: whole numbers only: an integer array cuts off the rest
"""

import numpy as np


def forward_second_moments(layer_sizes, variances, activation):
    if activation not in ("linear", "relu"):
        raise ValueError(activation)
    q, c = np.zeros_like(layer_sizes), 0.5 if activation == "relu" else 1.0
    q[0] = 1
    for i, variance in enumerate(variances):
        q[i + 1] = q[i] * layer_sizes[i] * variance * (c if i else 1.0)
    return q[1:].tolist()
