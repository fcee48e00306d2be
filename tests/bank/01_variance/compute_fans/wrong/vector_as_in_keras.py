"""Gives a vector the fans (n, n), as Keras does for its own use.

Loses: compute_fans-errors
Hint: Keras gives a vector the fans (n, n) for its own use; here a shape with one entry is refused
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) == 0:
        return 1, 1
    if len(kernel_shape) == 1:
        return kernel_shape[0], kernel_shape[0]
    window = math.prod(kernel_shape[:-2])
    return window * kernel_shape[-2], window * kernel_shape[-1]
