"""Refuses the empty shape only.

Loses: compute_fans-errors
Hint: a shape with one entry is no kernel either: ask for `len(kernel_shape) < 2`
"""

import math


def compute_fans(kernel_shape):
    if not kernel_shape:
        raise ValueError("empty")
    window = math.prod(kernel_shape[:-2])
    return window * kernel_shape[-2 % len(kernel_shape)], window * kernel_shape[-1]
