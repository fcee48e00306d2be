"""Raises the first side of the window to the power of its dimensions.

Loses: compute_fans-conv
Hint: a window need not be a square, nor a cube
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = kernel_shape[0] ** (len(kernel_shape) - 2)
    return window * kernel_shape[-2], window * kernel_shape[-1]
