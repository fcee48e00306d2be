"""Keras models that cross, and tables that lie about one, for tests of the codec."""

from __future__ import annotations

import keras
import numpy as np

from initcourse import networks
from initcourse.grading.codec import decode, encode


def network(activation="tanh"):
    rng = np.random.default_rng(1)
    return networks.network_from_kernels([rng.normal(size=shape) for shape in [(6, 5), (5, 4), (4, 3)]], activation)


def batch(features=6):
    return np.random.default_rng(2).standard_normal((7, features)).astype("float32")


def crossed(model):
    return decode(encode(model, strict=False))


def same_weights(a, b):
    pairs = zip(a.get_weights(), b.get_weights(), strict=True)
    return all(np.array_equal(mine, theirs) for mine, theirs in pairs)


class OwnDense(keras.layers.Dense):
    """A Dense layer that only has another name."""


def table(**changes):
    """Return the table of one Dense layer with something in it changed, as a sender would describe it."""
    row = {
        "kind": "Dense",
        "name": "d",
        "settings": {"units": 2, "use_bias": True},
        "activation": "relu",
        "trainable": True,
        "dtype": "float32",
        "output": [2],
        "weights": [np.ones((3, 2), "f4"), np.zeros(2, "f4")],
    }
    return ["m", True, changes.pop("input", [3]), [list((row | changes).values())]]


LIES = {
    "another class": {"kind": "Lambda"},
    "an attribute of keras.layers": {"kind": "deserialize"},
    "another activation": {"activation": "deserialize"},
    "another class without settings": {"kind": "BatchNormalization", "settings": {"?": 1}, "weights": []},
    "an activation of a layer that has none": {"kind": "Dropout", "settings": {"rate": 0.5}, "weights": []},
    "no units": {"settings": {"units": 0, "use_bias": True}, "weights": []},
    "more units than there is memory for": {"settings": {"units": 10**5, "use_bias": True}, "weights": []},
    "a setting that is no number": {"settings": {"units": 2, "use_bias": [True]}},
    "a setting of another layer": {"settings": {"units": 2, "use_bias": True, "kernel_initializer": "ones"}},
    "more units than weights": {"settings": {"units": 10**6, "use_bias": True}},
    "units that are text": {"settings": {"units": "2", "use_bias": True}},
    "a bias too many": {"settings": {"units": 2, "use_bias": False}},
    "weights of objects": {"weights": [np.array([[None]]), np.zeros(2)]},
    "weights of text": {"weights": ["x"]},
    "a kernel with one axis": {"weights": [np.zeros(2), np.zeros(2)]},
    "a kernel that does not fit the input": {"input": [4]},
    "a huge input": {"input": [10**9]},
    "a huge output": {"kind": "other", "settings": {}, "output": [10**4, 10**4]},
    "a name with a slash": {"name": "a/b"},
    "a name that is no text": {"name": None},
    "another type": {"dtype": "string"},
    "a flag that is none": {"trainable": 1},
}
