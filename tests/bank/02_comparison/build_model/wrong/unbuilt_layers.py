"""Returns six large layers that were never built and so have no weights.

Loses: build_model-kernels, build_model-structure, build_model-layers, build_model-seed
Hint: a model has no weights before it knows its input: begin it with `keras.Input`
"""

import keras


def build_model(scheme, activation, layer_sizes, seed):
    return keras.Sequential([keras.layers.Dense(10_000) for _ in range(6)])
