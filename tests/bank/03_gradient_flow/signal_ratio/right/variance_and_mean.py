"""Keras operations: variance plus squared mean is the mean square."""

import keras


def score(delta):
    delta = keras.ops.cast(delta, "float64")
    return keras.ops.var(delta) + keras.ops.square(keras.ops.mean(delta))


def signal_ratio(deltas):
    return float(keras.ops.sqrt(score(deltas[0]) / score(deltas[-1])))
