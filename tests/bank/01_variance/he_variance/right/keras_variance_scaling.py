"""Lets Keras' VarianceScaling say the fan and the scale, and helpers outside do the rest."""

import keras


def kept_share(slope):
    return 0.5 * (1 + slope**2)


def he_variance(n_in, negative_slope=0.0):
    if n_in < 1:
        raise ValueError("fan_in starts at 1")
    rule = keras.initializers.VarianceScaling(scale=1 / kept_share(negative_slope), mode="fan_in")
    return float(rule.scale) / n_in
