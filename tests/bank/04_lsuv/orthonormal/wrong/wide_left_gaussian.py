"""Normalises the columns of wide kernels only, which leaves the rows at odd angles.

Loses: orthonormal-wide
Takes along: lsuv_init-orthonormal, lsuv_init-layers, lsuv_init-trace
Hint: here the columns have length 1; a wide kernel cannot have orthonormal columns
"""

import numpy as np


def orthonormal(shape, rng):
    G = rng.standard_normal(shape)
    if shape[0] >= shape[1]:
        return np.linalg.qr(G)[0]
    return G / np.linalg.norm(G, axis=0)
