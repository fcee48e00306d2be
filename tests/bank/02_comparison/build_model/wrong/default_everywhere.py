"""Seeds Keras and leaves every kernel to its default initializer.

Loses: build_model-kernels
Hint: this is the variance of Glorot, which is also what a Keras layer uses unless told otherwise
"""

import keras


def build_model(scheme, activation, layer_sizes, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((layer_sizes[0],))])
    for n_out in layer_sizes[1:-1]:
        model.add(keras.layers.Dense(n_out, activation=activation))
    model.add(keras.layers.Dense(layer_sizes[-1]))
    return model
