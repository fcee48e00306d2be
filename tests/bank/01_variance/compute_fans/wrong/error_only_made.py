"""Makes the error and does not raise it.

Loses: compute_fans-errors
Hint: nothing was raised: an error that is only made, as in `ValueError(...)`, or printed needs a
    `raise`
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        ValueError("a kernel has at least two sides")
    window = math.prod(kernel_shape[:-2])
    return window * kernel_shape[-2], window * kernel_shape[-1]
