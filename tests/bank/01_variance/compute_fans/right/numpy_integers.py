"""Uses numpy and returns numpy integers."""

import numpy as np


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = np.prod(np.array(kernel_shape[:-2], dtype=int))
    return tuple(window * np.array(kernel_shape[-2:]))
