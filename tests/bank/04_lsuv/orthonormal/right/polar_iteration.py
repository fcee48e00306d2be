"""Newton-Schulz iteration towards the nearest orthonormal matrix, no decomposition, einsum."""

import numpy as np


def step(W):
    return 1.5 * W - 0.5 * np.einsum("ij,jk->ik", W, np.einsum("ki,kj->ij", W, W))


def orthonormal(shape, rng):
    gaussian = rng.standard_normal((max(shape), min(shape)))
    W = gaussian / np.linalg.norm(gaussian, ord=2)
    while np.abs(W.T @ W - np.eye(min(shape))).max() > 1e-9:
        W = step(W)
    return W if shape[0] >= shape[1] else W.T
