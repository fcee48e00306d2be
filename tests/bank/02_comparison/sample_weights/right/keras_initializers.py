"""Lets Keras draw, with a seed taken from the generator."""

import keras
import numpy as np


def sample_weights(scheme: str, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    seed = int(rng.integers(2**31))
    makers = {
        "random_normal": lambda: keras.initializers.RandomNormal(stddev=1.0, seed=seed),
        "random_small": lambda: keras.initializers.RandomNormal(stddev=0.01, seed=seed),
        "glorot_uniform": lambda: keras.initializers.GlorotUniform(seed=seed),
        "glorot_normal": lambda: keras.initializers.GlorotNormal(seed=seed),
        "he_uniform": lambda: keras.initializers.HeUniform(seed=seed),
        "he_normal": lambda: keras.initializers.HeNormal(seed=seed),
    }
    if scheme not in makers:
        raise ValueError(f"unknown scheme {scheme}")
    return makers[scheme]()(shape).numpy()
