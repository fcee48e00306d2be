"""Counts the output channels in fan_in.

Loses: compute_fans-dense, compute_fans-conv
Hint: fan_in counts what one unit sums over: the output channels are not in it
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    return math.prod(kernel_shape), math.prod(kernel_shape[:-2]) * kernel_shape[-1]
