"""Keras' VarianceScaling holds the squared gain and the kind of fan, and divides."""

import keras


def fan(mode, n_in, n_out):
    return {"fan_in": n_in, "fan_out": n_out, "fan_avg": (n_in + n_out) / 2}[mode]


def xavier_variance(n_in, n_out, gain=1.0):
    if not (n_in >= 1 and n_out >= 1 and gain > 0):
        raise ValueError("fans start at 1 and the gain is positive")
    rule = keras.initializers.VarianceScaling(scale=gain**2, mode="fan_avg")
    return rule.scale / fan(rule.mode, n_in, n_out)
