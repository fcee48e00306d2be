"""Takes random_normal from Keras by name, where its standard deviation is 0.05.

Loses: sample_weights-plain
Takes along: build_model-kernels
Hint: 0.05 is the standard deviation that Keras gives its `RandomNormal` unless told otherwise
"""

import keras


def sample_weights(scheme, shape, rng):
    seed = int(rng.integers(2**31))
    if scheme == "random_small":
        return keras.initializers.RandomNormal(stddev=0.01, seed=seed)(shape).numpy()
    classes = {
        "random_normal": keras.initializers.RandomNormal,
        "glorot_uniform": keras.initializers.GlorotUniform,
        "glorot_normal": keras.initializers.GlorotNormal,
        "he_uniform": keras.initializers.HeUniform,
        "he_normal": keras.initializers.HeNormal,
    }
    if scheme not in classes:
        raise ValueError(scheme)
    return classes[scheme](seed=seed)(shape).numpy()
