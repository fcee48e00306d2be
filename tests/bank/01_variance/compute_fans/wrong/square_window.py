"""Takes every window for a square of the first side.

Loses: compute_fans-conv
Hint: this window has one side, and it counts once
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = kernel_shape[0] ** 2 if len(kernel_shape) > 2 else 1
    return window * kernel_shape[-2], window * kernel_shape[-1]
