"""Lets Python raise IndexError for a short shape.

Loses: compute_fans-errors
Tells: raised IndexError: tuple index out of range
"""

import math


def compute_fans(kernel_shape):
    window = math.prod(kernel_shape[:-2])
    return window * kernel_shape[-2], window * kernel_shape[-1]
