"""QR for every shape: a wide kernel comes out square.

Loses: orthonormal-wide
Takes along: lsuv_init-orthonormal, lsuv_init-layers, lsuv_init-trace, lsuv_init-target
Hint: compare with the tall case: which side can be orthonormal?
"""

import numpy as np


def orthonormal(shape, rng):
    Q, _ = np.linalg.qr(rng.standard_normal(shape))
    return Q
