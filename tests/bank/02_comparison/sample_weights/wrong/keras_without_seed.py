"""Uses Keras initializers that draw their own seed.

Loses: sample_weights-rng
Takes along: build_model-seed
Hint: draw with `rng`, not with `np.random` or an initializer without a seed
"""

import keras


def sample_weights(scheme, shape, rng):
    makers = {
        "random_normal": keras.initializers.RandomNormal(stddev=1.0),
        "random_small": keras.initializers.RandomNormal(stddev=0.01),
        "glorot_uniform": keras.initializers.GlorotUniform(),
        "glorot_normal": keras.initializers.GlorotNormal(),
        "he_uniform": keras.initializers.HeUniform(),
        "he_normal": keras.initializers.HeNormal(),
    }
    if scheme not in makers:
        raise ValueError(scheme)
    return makers[scheme](shape).numpy()
