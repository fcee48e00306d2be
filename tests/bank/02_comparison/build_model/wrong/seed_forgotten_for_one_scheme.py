"""Seeds every initializer but the one of random_small.

Loses: build_model-seed
Hint: hand the seed to whatever draws; `np.random.seed` does not reach Keras initializers
"""

import keras


def initializer(scheme, seed):
    makers = {
        "random_normal": lambda: keras.initializers.RandomNormal(stddev=1.0, seed=seed),
        "random_small": lambda: keras.initializers.RandomNormal(stddev=0.01),
        "glorot_uniform": lambda: keras.initializers.GlorotUniform(seed=seed),
        "glorot_normal": lambda: keras.initializers.GlorotNormal(seed=seed),
        "he_uniform": lambda: keras.initializers.HeUniform(seed=seed),
        "he_normal": lambda: keras.initializers.HeNormal(seed=seed),
    }
    return makers[scheme]()


def build_model(scheme, activation, layer_sizes, seed):
    last = len(layer_sizes) - 1
    layers = [
        keras.layers.Dense(
            n,
            activation=None if i == last else activation,
            kernel_initializer=initializer(scheme, seed + i),
        )
        for i, n in enumerate(layer_sizes[1:], 1)
    ]
    return keras.Sequential([keras.Input((layer_sizes[0],)), *layers])
