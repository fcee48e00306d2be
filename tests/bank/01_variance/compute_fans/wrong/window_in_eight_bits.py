"""Counts the places of the window in eight bits, which overflow.

Loses: compute_fans-conv
Tells: Expected [180000, 480000]
"""

import numpy as np


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = int(np.prod(kernel_shape[:-2], dtype="int8"))
    return window * kernel_shape[-2], window * kernel_shape[-1]
