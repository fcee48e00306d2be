"""Counts all channels in both fans.

Loses: compute_fans-dense, compute_fans-conv
Hint: both fans hold all channels: fan_in has no output channels, fan_out no input channels
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    size = math.prod(kernel_shape)
    return size, size
