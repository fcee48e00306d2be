"""Refuses one entry, and forgets the empty shape.

Loses: compute_fans-errors
Hint: an empty shape is no kernel either: ask for `len(kernel_shape) < 2`
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) == 1:
        raise ValueError("a vector")
    window = math.prod(kernel_shape[:-2])
    return (window * kernel_shape[-2], window * kernel_shape[-1]) if kernel_shape else (1, 1)
