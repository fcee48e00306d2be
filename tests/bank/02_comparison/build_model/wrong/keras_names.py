"""Passes the scheme's name to Keras, where random_normal has standard deviation 0.05.

Loses: build_model-kernels
Hint: 0.05 is the standard deviation that Keras means by `random_normal`; the table says another
"""

import keras


def build_model(scheme, activation, layer_sizes, seed):
    keras.utils.set_random_seed(seed)
    name = (
        (lambda: keras.initializers.RandomNormal(stddev=0.01))
        if scheme == "random_small"
        else lambda: scheme
    )
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for n in layer_sizes[1:-1]:
        model.add(keras.layers.Dense(n, activation=activation, kernel_initializer=name()))
    model.add(keras.layers.Dense(layer_sizes[-1], kernel_initializer=name()))
    return model
