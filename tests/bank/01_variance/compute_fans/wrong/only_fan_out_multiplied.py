"""Multiplies only fan_out by the window.

Loses: compute_fans-conv
Hint: the window counts in fan_in too
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    return kernel_shape[-2], math.prod(kernel_shape[:-2]) * kernel_shape[-1]
