"""Reads the first two entries, as if every kernel were dense.

Loses: compute_fans-conv
Hint: the channels are the last two entries; the window stands before them
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    return kernel_shape[0], kernel_shape[1]
