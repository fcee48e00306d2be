"""Takes the first two entries for a window, even of a dense kernel.

Loses: compute_fans-dense, compute_fans-conv
Hint: the first two entries are a window only if two more stand behind them
"""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    window = kernel_shape[0] * kernel_shape[1]
    return window * kernel_shape[-2], window * kernel_shape[-1]
