"""Keras' Orthogonal initializer with a seed drawn from the generator, float32."""

import keras
import numpy as np


def orthonormal(shape: tuple, rng: np.random.Generator) -> np.ndarray:
    return np.asarray(keras.initializers.Orthogonal(seed=int(rng.integers(2**31)))(tuple(shape)))
