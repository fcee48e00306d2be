"""Takes the first two entries of every convolution for the window.

Loses: compute_fans-conv
Hint: only the last two entries are channels: this window has one side
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = kernel_shape[0] * kernel_shape[1] if len(kernel_shape) > 2 else 1
    return window * kernel_shape[-2], window * kernel_shape[-1]
