"""Test cells run again and again under other seeds, in the process that holds the answer.

`luck` sends this file there.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np


def refused_under_seeds(tests: dict[str, str], names: dict[str, Any], seeds: range) -> list[str]:
    """Run the `tests` (code by test id) once per seed on the functions in `names`; return what was refused."""
    found = []
    for seed in seeds:
        with_seed(seed)
        for test, code in tests.items():
            try:
                exec(compile(code, test, "exec"), dict(names))
            except Exception as error:
                found.append(f"{test}, seed {seed}: {type(error).__name__}: {error}")
    return found


def with_seed(seed: int) -> None:
    """Mix `seed` into every generator that is made from now on by NumPy or by an initializer of Keras."""
    random.seed(seed)
    np.random.seed(seed)
    np.random.default_rng = _mixed(_DEFAULT_RNG, seed)
    if keras := sys.modules.get("keras"):
        from keras.src.initializers.random_initializers import RandomInitializer

        keras.utils.set_random_seed(seed)
        RandomInitializer.__init__ = _mixed_initializer(seed)


_DEFAULT_RNG = np.random.default_rng


def _mixed(default_rng: Callable, seed: int) -> Callable:
    def mixed(own: Any = None) -> np.random.Generator:
        return default_rng([own, seed]) if isinstance(own, int | np.integer) else default_rng(own)

    return mixed


def _mixed_initializer(seed: int) -> Callable:
    from keras.src.backend import random as keras_random

    def __init__(self: Any, seed_given: Any = None, **kwargs: Any) -> None:
        own = kwargs.pop("seed", seed_given)
        self._init_seed = own
        if own is None:
            own = keras_random.make_default_seed()
        self.seed = own + 1_000_003 * (seed + 1) if isinstance(own, int) else own

    return __init__
