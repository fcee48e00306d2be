"""Seeds Keras once and gives every layer a fresh initializer without a seed."""

import keras


def build_model(scheme, activation, layer_sizes, seed):
    keras.utils.set_random_seed(seed)

    def fresh():
        if scheme == "random_normal":
            return keras.initializers.RandomNormal(stddev=1.0)
        if scheme == "random_small":
            return keras.initializers.RandomNormal(stddev=0.01)
        return keras.initializers.get(scheme)

    hidden = [
        keras.layers.Dense(n, activation=activation, kernel_initializer=fresh())
        for n in layer_sizes[1:-1]
    ]
    output = keras.layers.Dense(layer_sizes[-1], activation="linear", kernel_initializer=fresh())
    return keras.Sequential([keras.Input((layer_sizes[0],)), *hidden, output])
