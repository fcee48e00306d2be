"""Knows dense kernels and two-dimensional windows only.

Loses: compute_fans-conv
Hint: a window may have one side, two or three: take the last two entries for the channels, and go
    through the rest
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    if len(kernel_shape) == 2:
        return tuple(kernel_shape)
    height, width, c_in, c_out = kernel_shape
    return height * width * c_in, height * width * c_out
