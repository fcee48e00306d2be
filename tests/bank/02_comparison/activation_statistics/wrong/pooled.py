"""Pools all layers into one row.

Loses: activation_statistics-moments, activation_statistics-saturated, activation_statistics-dead
Hint: one row per array, not one for all of them
"""

import numpy as np


def activation_statistics(layers):
    h = np.concatenate([np.ravel(layer) for layer in layers])
    dead = np.mean(np.concatenate([np.all(layer == 0, axis=0) for layer in layers]))
    return [
        {
            "mean": h.mean(),
            "std": h.std(),
            "second_moment": (h**2).mean(),
            "saturated": (np.abs(h) > 0.97).mean(),
            "dead": dead,
        }
    ]
