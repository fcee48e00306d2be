"""Knows windows of up to three sides.

Loses: compute_fans-conv
Tells: raised ValueError
"""


def compute_fans(kernel_shape):
    *window, n_in, n_out = kernel_shape
    if len(window) > 3:
        raise ValueError("too many sides")
    size = 1
    for side in window:
        size *= side
    return size * n_in, size * n_out
