"""Draws float32 with a RandomState seeded from the generator, scheme names taken apart."""

import numpy as np


def sample_weights(scheme, shape, rng):
    state = np.random.RandomState(int(rng.integers(2**32)))
    n_in, n_out = shape
    if scheme in ("random_normal", "random_small"):
        return state.normal(
            scale={"random_normal": 1.0, "random_small": 0.01}[scheme], size=shape
        ).astype("float32")
    rule, _, family = scheme.partition("_")
    if rule not in ("glorot", "he") or family not in ("normal", "uniform"):
        raise ValueError("no such scheme")
    std = np.sqrt(2.0 / n_in) if rule == "he" else np.sqrt(2.0 / (n_in + n_out))
    unit = state.randn(*shape) if family == "normal" else (2 * state.rand(*shape) - 1) * np.sqrt(3)
    return (std * unit).astype("float32")
