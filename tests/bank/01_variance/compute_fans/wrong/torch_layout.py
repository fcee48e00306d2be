"""Reads PyTorch's order (c_out, c_in, *spatial).

Loses: compute_fans-dense, compute_fans-conv
Tells: this looks for the window at the end, as in PyTorch
Hint: the fans are swapped: Keras' kernels are (fan_in, fan_out)
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = math.prod(kernel_shape[2:])
    return kernel_shape[1] * window, kernel_shape[0] * window
