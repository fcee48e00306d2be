"""Goes through the gain, as PyTorch's calculate_gain does, with numpy."""

import numpy as np


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    gain = np.sqrt(2.0 / (1 + negative_slope**2))
    return np.square(gain / np.sqrt(n_in))
