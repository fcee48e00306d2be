"""Takes the harmonic mean of 1/n_in and 1/n_out, with numpy and type annotations."""

import numpy as np


def xavier_variance(n_in: int, n_out: int, gain: float = 1.0) -> float:
    if min(n_in, n_out) < 1:
        raise ValueError("a fan is below 1")
    if not gain > 0:
        raise ValueError("the gain is not positive")
    return np.square(gain) / np.mean([n_in, n_out])
