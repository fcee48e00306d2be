"""Matches the shape against patterns, and calls itself with the window's first side taken off."""


def compute_fans(kernel_shape):
    match tuple(kernel_shape):
        case (c_in, c_out):
            return c_in, c_out
        case (side, *rest) if len(rest) >= 2:
            return tuple(side * fan for fan in compute_fans(rest))
        case _:
            raise ValueError(f"{kernel_shape} is no kernel")
