"""Makes a kernel of ones and counts the weights of one output unit and of one input channel."""

import numpy as np


def compute_fans(kernel_shape):
    kernel = np.ones(kernel_shape, dtype="int8")
    if kernel.ndim < 2:
        raise ValueError("a kernel has at least two sides")
    return kernel[..., 0].size, kernel[..., 0, :].size
