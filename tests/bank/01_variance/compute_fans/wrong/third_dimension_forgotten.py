"""Counts two sides of the window at most.

Loses: compute_fans-conv
Hint: a window may have three sides, and each of them counts
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = math.prod(kernel_shape[:-2][:2])
    return window * kernel_shape[-2], window * kernel_shape[-1]
