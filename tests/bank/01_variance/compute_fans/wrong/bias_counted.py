"""Counts the bias as one more input.

Loses: compute_fans-dense, compute_fans-conv
Hint: a bias is not an input: it does not count in the fan
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = math.prod(kernel_shape[:-2])
    return window * kernel_shape[-2] + 1, window * kernel_shape[-1]
