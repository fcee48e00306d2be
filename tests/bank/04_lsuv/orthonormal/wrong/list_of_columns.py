"""Stacks the orthonormal columns as rows, so tall and wide are exchanged.

Loses: orthonormal-tall, orthonormal-wide
Takes along: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Takes along: lsuv_init-trials, lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
Hint: rows and columns changed places; the shape is (fan_in, fan_out)
"""

import numpy as np


def orthonormal(shape, rng):
    columns = np.linalg.qr(rng.standard_normal((max(shape), min(shape))))[0].T
    W = np.array([column for column in columns])
    return W if shape[0] >= shape[1] else W.T
