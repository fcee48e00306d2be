"""Multiplies only fan_in by the window.

Loses: compute_fans-conv
Hint: the window counts in fan_out too: one input value feeds every place of it
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    return math.prod(kernel_shape[:-1]), kernel_shape[-1]
