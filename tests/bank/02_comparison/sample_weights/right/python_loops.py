"""Plain Python: one number at a time with the random module, seeded from the generator."""

import math
import random

import numpy as np


def sample_weights(scheme, shape, rng):
    source = random.Random(int(rng.integers(2**40)))
    n_in, n_out = shape
    stds = {"random_normal": 1.0, "random_small": 0.01}
    stds["glorot_uniform"] = stds["glorot_normal"] = math.sqrt(2 / (n_in + n_out))
    stds["he_uniform"] = stds["he_normal"] = math.sqrt(2 / n_in)
    try:
        std = stds[scheme]
    except KeyError:
        raise ValueError(f"{scheme!r} is no scheme") from None
    if scheme.endswith("uniform"):
        a = std * math.sqrt(3)
        draw = lambda: source.uniform(-a, a)
    else:
        draw = lambda: source.gauss(0, std)
    return np.array([[draw() for _ in range(n_out)] for _ in range(n_in)])
