"""Refuses one entry, and forgets the empty shape.

Loses: compute_fans-errors
Tells: compute_fans(()) returned (1, 1)
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) == 1:
        raise ValueError("a vector")
    window = math.prod(kernel_shape[:-2])
    return (window * kernel_shape[-2], window * kernel_shape[-1]) if kernel_shape else (1, 1)
