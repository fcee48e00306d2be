"""Counts one side of the window.

Loses: compute_fans-conv
Hint: only one side of the window is counted
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    side = kernel_shape[0] if len(kernel_shape) > 2 else 1
    return side * kernel_shape[-2], side * kernel_shape[-1]
