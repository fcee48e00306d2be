"""Prints the fans and returns nothing.

Loses: compute_fans-dense, compute_fans-conv
Tells: a function without `return` gives None
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = math.prod(kernel_shape[:-2])
    print(window * kernel_shape[-2], window * kernel_shape[-1])
