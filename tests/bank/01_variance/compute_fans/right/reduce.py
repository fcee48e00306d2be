"""Folds the window with functools.reduce and annotates every type."""

from collections.abc import Sequence
from functools import reduce
from operator import mul


def receptive_field(sides: Sequence[int]) -> int:
    return reduce(mul, sides, 1)


def compute_fans(kernel_shape: Sequence[int]) -> tuple[int, int]:
    try:
        c_in, c_out = kernel_shape[-2], kernel_shape[-1]
    except IndexError:
        raise ValueError("two entries at least") from None
    window = receptive_field(kernel_shape[:-2])
    return window * c_in, window * c_out
