"""Builds the network first and then assigns TensorFlow's draws, one stateless seed per layer."""

import keras
import tensorflow as tf


class Filler:
    def __init__(self, scheme, seed):
        self.scheme, self.seed, self.layer = scheme, seed, 0

    def std(self, n_in, n_out):
        if self.scheme.startswith("random"):
            return 0.01 if self.scheme == "random_small" else 1.0
        return (2 / (n_in if self.scheme.startswith("he") else n_in + n_out)) ** 0.5

    def draw(self, shape):
        self.layer += 1
        std, seed = self.std(*shape), (self.seed, self.layer)
        if "uniform" in self.scheme:
            return tf.random.stateless_uniform(shape, seed, -(3**0.5) * std, 3**0.5 * std)
        return tf.random.stateless_normal(shape, seed, stddev=std)


def build_model(scheme, activation, layer_sizes, seed):
    last = len(layer_sizes) - 1
    layers = [
        keras.layers.Dense(layer_sizes[i], activation=None if i == last else activation)
        for i in range(1, last + 1)
    ]
    model = keras.Sequential([keras.Input((layer_sizes[0],)), *layers])
    filler = Filler(scheme, seed)
    for layer in layers:
        layer.kernel.assign(filler.draw(tuple(layer.kernel.shape)))
    return model
