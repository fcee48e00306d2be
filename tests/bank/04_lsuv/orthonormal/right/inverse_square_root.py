"""Symmetric orthonormalisation: G (G.T G)^(-1/2) by an eigendecomposition, with annotations."""

import numpy as np


def orthonormal(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    fan_in, fan_out = shape
    gaussian = rng.standard_normal(shape)
    wide = fan_in < fan_out
    tall = gaussian.T if wide else gaussian
    values, vectors = np.linalg.eigh(tall.T @ tall)
    W = tall @ (vectors / np.sqrt(values)) @ vectors.T
    return W.T if wide else W
