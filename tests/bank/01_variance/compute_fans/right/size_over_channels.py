"""Divides the size of the kernel by its channels."""

import numpy as np


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    size = int(np.prod(kernel_shape))
    return size // kernel_shape[-1], size // kernel_shape[-2]
