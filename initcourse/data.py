"""The data of the course: handwritten digits, standard normal numbers where formulas are checked, and measurements.

All of it comes without a download. Labels are whole numbers from 0 to 9.
"""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np


def digits() -> tuple[np.ndarray, np.ndarray]:
    """Return scikit-learn's 1,797 digits: `X` (1797, 64) float32 and labels `y` (1797,).

    Every pixel is standardised to mean 0 and variance 1 over the images; the three pixels that never change are 0
    (Alpaydin & Kaynak 1998, UCI Optical Recognition of Handwritten Digits, test part).
    """
    from sklearn.datasets import load_digits  # takes half a second, so only when asked for

    images, labels = load_digits(return_X_y=True)
    spread = images.std(axis=0)
    X = (images - images.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return X.astype("float32"), labels.astype("int64")


def normal_batch(batch: int = 256, features: int = 784, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return standard normal inputs `X` (batch, features) float32, so that E[x**2] = 1, and random labels (batch,)."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((batch, features)).astype("float32"), rng.integers(10, size=batch)


def measurements() -> dict[str, dict[str, dict]]:
    """Return what assignments 02 and 03 teach to measure, for seven methods on six networks: medians over five seeds.

    `measurements()[network][method]` holds `score`, `min_gradient`, `max_gradient`, `mean_gradient`, `std_gradient`,
    `vanished_layers`, `signal_ratio` and the list `gradient_norms`. The `lesson-` networks are 784-128-64-32-16-10 on
    normal inputs; the `deep-` ones have 30 Dense layers, 64 units wide, on digits; `mixed` takes ReLU, tanh, SELU and
    GELU in turn. LSUV set its scale on another batch than the one that was measured.
    """
    return json.loads(files("initcourse").joinpath("measurements.json").read_text(encoding="utf-8"))
