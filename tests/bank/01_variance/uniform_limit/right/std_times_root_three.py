"""Multiplies the standard deviation by the square root of 3, in float32."""

import numpy as np


def uniform_limit(variance):
    return np.sqrt(np.float32(variance)) * np.sqrt(np.float32(3))
