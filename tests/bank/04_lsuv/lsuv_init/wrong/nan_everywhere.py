"""Fills all weights with NaN and returns NaN, which every number computed from them is, too.

Loses: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace
Loses: lsuv_init-trials, lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
Hint: never rescale by a variance of 0, NaN or infinity
"""

import keras
import numpy as np


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    model.set_weights([np.full_like(w, np.nan) for w in model.get_weights()])
    return [[float("nan")] for layer in model.layers if isinstance(layer, keras.layers.Dense)]
