"""Counts all channels in both fans.

Loses: compute_fans-dense, compute_fans-conv
Tells: both fans hold all channels
Hint: this multiplies both sides; a dense kernel has no window, so nothing is multiplied
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    size = math.prod(kernel_shape)
    return size, size
