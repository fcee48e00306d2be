"""Runs test cells again and again under other seeds, in the process that holds the answer.

`seeds` sends this file there as an attached file, so it imports nothing of the package.

There is no setting that adds a seed to generators which code seeds itself, so two public functions are replaced for
the rest of that process: `numpy.random.default_rng`, and `__call__` of the random classes of `keras.initializers`,
which then draws with another value in the initializer's public attribute `seed`.
"""

from __future__ import annotations

import functools
import random
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

MIXING = 1_000_003
"""Distance in an initializer's seed between two rounds: more than the seeds that an answer counts up."""


def refused_under_seeds(tests: dict[str, str], names: dict[str, Any], seeds: range) -> list[str]:
    """Run the `tests` (code by test id) once per seed on the functions in `names`; return what was refused."""
    refused = []
    for seed in seeds:
        with_seed(seed)
        for test, code in tests.items():
            try:
                exec(compile(code, test, "exec"), dict(names))
            except Exception as error:
                refused.append(f"{test}, seed {seed}: {type(error).__name__}: {error}")
    return refused


def with_seed(seed: int) -> None:
    """Mix `seed` into every generator that NumPy makes and every draw of a Keras initializer from now on."""
    random.seed(seed)
    np.random.seed(seed)
    np.random.default_rng = _mixed_generator(_original(np.random.default_rng), seed)
    if keras := sys.modules.get("keras"):
        keras.utils.set_random_seed(seed)
        for initializer in vars(keras.initializers).values():
            if isinstance(initializer, type) and "__call__" in vars(initializer):
                initializer.__call__ = _mixed_draw(_original(initializer.__call__), seed)  # type: ignore[method-assign]


def _original(function: Callable) -> Callable:
    """Return what an earlier round replaced by `function`."""
    return getattr(function, "__wrapped__", function)


def _mixed_generator(default_rng: Callable, round_seed: int) -> Callable:
    @functools.wraps(default_rng)
    def mixed(seed: Any = None) -> np.random.Generator:
        return default_rng([seed, round_seed] if isinstance(seed, int | np.integer) else seed)

    return mixed


def _mixed_draw(draw: Callable, round_seed: int) -> Callable:
    @functools.wraps(draw)
    def mixed(self: Any, *args: Any, **kwargs: Any) -> Any:
        seed = getattr(self, "seed", None)
        if not isinstance(seed, int):
            return draw(self, *args, **kwargs)
        self.seed = seed + MIXING * (round_seed + 1)
        try:
            return draw(self, *args, **kwargs)
        finally:
            self.seed = seed

    return mixed
