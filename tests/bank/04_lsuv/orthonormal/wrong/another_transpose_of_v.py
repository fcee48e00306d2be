"""Takes what numpy returns last for V and transposes it, though it is V.T already.

Loses: orthonormal-wide, orthonormal-random
Takes along: lsuv_init-orthonormal, lsuv_init-layers, lsuv_init-trace, lsuv_init-target
Hint: numpy's `svd` returns V transposed already: multiply by it as it is
"""

import numpy as np


def orthonormal(shape, rng):
    U, _, V = np.linalg.svd(rng.standard_normal(shape), full_matrices=False)
    return U @ V.T
