"""Leaves every kernel at zero, so that its output does not depend on the activation.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: this kernel is all one number: draw it with `sample_weights`, and put it into its layer
"""

import keras


def build_model(scheme, activation, layer_sizes, seed):
    def dense(n, phi=None):
        return keras.layers.Dense(n, phi, kernel_initializer="zeros")

    hidden = [dense(n, activation) for n in layer_sizes[1:-1]]
    return keras.Sequential([keras.Input((layer_sizes[0],)), *hidden, dense(layer_sizes[-1])])
