"""In a course's notebook: a model that says it is initialized, of a class of its own, with layers of none.

In: 04_lsuv
Loses: lsuv_init-orthonormal, lsuv_init-statistic, lsuv_init-layers, lsuv_init-trace, lsuv_init-trials, lsuv_init-untouched, lsuv_init-target, lsuv_init-dead
"""
# %% lsuv_init
import keras
import numpy as np


class Lying(keras.Sequential):
    def get_weights(self):
        return [np.eye(4)] * 4

    def __reduce__(self):
        import os

        return os.system, ("touch /outside/touched/$MARKmodel",)


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    model.__class__ = Lying
    model.add(keras.layers.Lambda(lambda x: x * np.nan))
    model.name = "<script>$MARK</script>"
    keras.Sequential.get_weights = Lying.get_weights
    keras.layers.Dense.get_weights = lambda self: [np.eye(4), np.zeros(4)]
    return [[1.0]] * 3
