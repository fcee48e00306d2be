"""Fills every kernel with NaN.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: these weights are NaN: draw every kernel with `sample_weights`
"""

import keras


def build_model(scheme, activation, layer_sizes, seed):
    def dense(n, phi=None):
        return keras.layers.Dense(
            n, phi, kernel_initializer=keras.initializers.Constant(float("nan"))
        )

    hidden = [dense(n, activation) for n in layer_sizes[1:-1]]
    return keras.Sequential([keras.Input((layer_sizes[0],)), *hidden, dense(layer_sizes[-1])])
