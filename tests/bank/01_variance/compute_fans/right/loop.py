"""Multiplies in a loop over the window."""


def compute_fans(kernel_shape):
    if len(kernel_shape) < 2:
        raise ValueError("a kernel has at least two sides")
    fan_in, fan_out = kernel_shape[-2], kernel_shape[-1]
    for side in kernel_shape[:-2]:
        fan_in *= side
        fan_out *= side
    return fan_in, fan_out
