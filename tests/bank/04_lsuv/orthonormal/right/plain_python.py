"""Plain Python: modified Gram-Schmidt on lists, numbers from rng.normal one by one."""

import math

import numpy as np


def dot(a, b):
    return math.fsum(x * y for x, y in zip(a, b))


def orthonormal(shape, rng):
    if shape[0] < shape[1]:
        return orthonormal(shape[::-1], rng).T
    columns = [[rng.normal() for _ in range(shape[0])] for _ in range(shape[1])]
    done = []
    for column in columns:
        for unit in done + done:
            share = dot(unit, column)
            column = [c - share * u for c, u in zip(column, unit)]
        length = math.sqrt(dot(column, column))
        done.append([c / length for c in column])
    return np.array(done).T
