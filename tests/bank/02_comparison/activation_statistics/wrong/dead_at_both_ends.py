"""Looks for dead units in the first two rows and in the last.

Loses: activation_statistics-dead
Tells: in entry 2 of 4
"""

import numpy as np


def activation_statistics(layers):
    return [
        {
            "mean": np.mean(h),
            "std": np.std(h),
            "second_moment": np.mean(h**2),
            "saturated": np.mean(np.abs(h) > 0.97),
            "dead": np.mean((h[0] == 0) & (h[1] == 0) & (h[-1] == 0)),
        }
        for h in layers
    ]
