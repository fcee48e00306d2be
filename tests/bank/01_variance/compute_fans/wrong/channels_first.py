"""Reads the channels from the front, input before output, and the window from the end.

Loses: compute_fans-conv
Hint: this looks for the window at the end, as in PyTorch; in Keras the channels are last
"""

import math


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = math.prod(kernel_shape[2:])
    return kernel_shape[0] * window, kernel_shape[1] * window
