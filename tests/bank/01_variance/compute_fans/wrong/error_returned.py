"""Returns the error instead of raising it.

Loses: compute_fans-errors
Tells: raised with `raise`; `return` hands it over
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        return ValueError("a kernel has at least two sides")
    window = math.prod(kernel_shape[:-2])
    return window * kernel_shape[-2], window * kernel_shape[-1]
