"""Forgets the window of a convolution.

Loses: compute_fans-conv
Hint: the window is missing: every place of it is an input of its own
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    return kernel_shape[-2], kernel_shape[-1]
