"""Raises ValueError for every shape.

Loses: compute_fans-dense, compute_fans-conv, compute_fans-errors
Tells: as these arguments are valid
"""


def compute_fans(kernel_shape):
    raise ValueError(kernel_shape)
