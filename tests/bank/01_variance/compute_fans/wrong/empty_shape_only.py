"""Refuses the empty shape only.

Loses: compute_fans-errors
Tells: raised if the shape has fewer than two entries
"""

import math


def compute_fans(kernel_shape):
    if not kernel_shape:
        raise ValueError("empty")
    window = math.prod(kernel_shape[:-2])
    return window * kernel_shape[-2 % len(kernel_shape)], window * kernel_shape[-1]
