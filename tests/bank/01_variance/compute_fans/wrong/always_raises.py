"""Raises ValueError for every shape.

Loses: compute_fans-dense, compute_fans-conv, compute_fans-errors
Hint: every shape is refused here: ask first whether it has fewer than two entries
"""


def compute_fans(kernel_shape):
    raise ValueError(kernel_shape)
