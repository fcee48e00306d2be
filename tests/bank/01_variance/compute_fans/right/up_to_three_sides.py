"""A case for each window that the text names: none, one, two and three sides."""


def compute_fans(kernel_shape):
    *window, c_in, c_out = kernel_shape if len(kernel_shape) > 1 else [0] * 6
    if len(window) == 0:
        return c_in, c_out
    if len(window) == 1:
        return window[0] * c_in, window[0] * c_out
    if len(window) == 2:
        return window[0] * window[1] * c_in, window[0] * window[1] * c_out
    if len(window) == 3:
        a, b, c = window
        return a * b * c * c_in, a * b * c * c_out
    raise ValueError("a kernel has two to five sides")
