"""One Keras initializer for all layers, with a SeedGenerator that never repeats itself."""

import keras


def build_model(scheme, activation, layer_sizes, seed):
    moving = keras.random.SeedGenerator(seed)
    if scheme in ("random_normal", "random_small"):
        start = keras.initializers.RandomNormal(
            0.0, {"random_normal": 1.0, "random_small": 0.01}[scheme], seed=moving
        )
    else:
        rule, shape = scheme.split("_")
        start = keras.initializers.VarianceScaling(
            scale={"glorot": 1.0, "he": 2.0}[rule],
            mode={"glorot": "fan_avg", "he": "fan_in"}[rule],
            distribution={"normal": "untruncated_normal", "uniform": "uniform"}[shape],
            seed=moving,
        )
    *hidden, logits = layer_sizes[1:]
    model = keras.Sequential()
    model.add(keras.Input((layer_sizes[0],)))
    for units in hidden:
        model.add(keras.layers.Dense(units, activation, kernel_initializer=start))
    model.add(keras.layers.Dense(logits, kernel_initializer=start))
    return model
