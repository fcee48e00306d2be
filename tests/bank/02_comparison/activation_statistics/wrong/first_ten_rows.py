"""Looks at ten rows of the batch.

Loses: activation_statistics-moments, activation_statistics-saturated, activation_statistics-dead
Tells: in entry 1 of 3
"""

import numpy as np


def activation_statistics(layers):
    return [
        {
            "mean": np.mean(h[:10]),
            "std": np.std(h[:10]),
            "second_moment": np.mean(h[:10] ** 2),
            "saturated": np.mean(np.abs(h[:10]) > 0.97),
            "dead": np.mean(np.all(h[:10] == 0, axis=0)),
        }
        for h in layers
    ]
