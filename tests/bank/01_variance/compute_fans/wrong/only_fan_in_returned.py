"""Returns fan_in alone.

Loses: compute_fans-dense, compute_fans-conv
Hint: only fan_in came back; return both fans
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    return math.prod(kernel_shape[:-1])
