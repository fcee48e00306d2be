"""Lets Python raise IndexError for a short shape.

Loses: compute_fans-errors
Hint: Python's own error comes too late: ask `if ...:` first and raise ValueError yourself
"""

import math


def compute_fans(kernel_shape):
    window = math.prod(kernel_shape[:-2])
    return window * kernel_shape[-2], window * kernel_shape[-1]
