"""Reads PyTorch's order (c_out, c_in, *spatial).

Loses: compute_fans-dense, compute_fans-conv
Hint: this reads PyTorch's order (c_out, c_in, window); in Keras the window is first and the
    channels last
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = math.prod(kernel_shape[2:])
    return kernel_shape[1] * window, kernel_shape[0] * window
