"""Draws with TensorFlow's stateless functions, two numbers of the generator as their seed."""

import numpy as np
import tensorflow as tf


def sample_weights(scheme, shape, rng):
    seed = rng.integers(2**31, size=2)
    stds = {
        "random_normal": 1,
        "random_small": 0.01,
        "glorot": np.sqrt(2 / sum(shape)),
        "he": np.sqrt(2 / shape[0]),
    }
    names = [
        "random_normal",
        "random_small",
        "glorot_uniform",
        "glorot_normal",
        "he_uniform",
        "he_normal",
    ]
    if scheme not in names:
        raise ValueError("scheme must be one of " + ", ".join(names))
    std = stds.get(scheme) or stds[scheme.split("_")[0]]
    if "uniform" in scheme:
        return tf.random.stateless_uniform(shape, seed, -std * 3**0.5, std * 3**0.5).numpy()
    return tf.random.stateless_normal(shape, seed, stddev=std).numpy()
