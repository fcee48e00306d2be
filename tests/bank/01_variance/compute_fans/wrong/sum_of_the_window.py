"""Adds the sides of the window instead of multiplying them.

Loses: compute_fans-conv
Hint: the sides of the window are added here; count its places instead
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = sum(kernel_shape[:-2]) or 1
    return window * kernel_shape[-2], window * kernel_shape[-1]
