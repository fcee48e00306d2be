"""Counts the places of the window in eight bits.

Loses: compute_fans-conv
Tells: returned [0, 0]
"""

import numpy as np


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has two sides or more")
    window = int(np.prod(kernel_shape[:-2], dtype="uint8"))
    return window * kernel_shape[-2], window * kernel_shape[-1]
