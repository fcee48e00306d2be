"""Takes the larger root of the polynomial r**2 / 3 - variance."""

import numpy as np


def uniform_limit(variance):
    return np.polynomial.Polynomial([-variance, 0, 1 / 3]).roots().max()
