"""QR of a tall Gaussian, transposed for wide kernels, signs made uniform."""

import numpy as np


def orthonormal(shape, rng):
    fan_in, fan_out = shape
    Q, R = np.linalg.qr(rng.normal(size=(max(shape), min(shape))))
    Q = Q * np.sign(np.diag(R))
    return Q if fan_in >= fan_out else Q.T
