"""Counts the places of the window in eight bits, which overflow.

Loses: compute_fans-conv
Hint: the type of these whole numbers is too small for the product: Python's own `int` has no limit
"""

import numpy as np


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = int(np.prod(kernel_shape[:-2], dtype="int8"))
    return window * kernel_shape[-2], window * kernel_shape[-1]
