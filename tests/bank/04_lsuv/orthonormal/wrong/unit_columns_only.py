"""Unit columns, but not at right angles.

Loses: orthonormal-tall, orthonormal-wide
Takes along: lsuv_init-orthonormal, lsuv_init-layers, lsuv_init-trials
Hint: the columns have length 1, but they are not at right angles
"""

import numpy as np


def orthonormal(shape, rng):
    G = rng.standard_normal(shape)
    return G / np.linalg.norm(G, axis=0 if shape[0] >= shape[1] else 1, keepdims=True)
