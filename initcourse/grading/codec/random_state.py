"""NumPy's random generators as their state: both sides draw the same numbers next.

The state is checked here: NumPy reads its arrays at the position that a state names, wherever that is.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from initcourse.grading.codec.protocol import NotSerializable, ValueRefused

Random = np.random.Generator | np.random.RandomState

BITS = {name: getattr(np.random, name) for name in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")}

MAX_CHILDREN = 100_000
"""Children that a seed sequence may have spawned: restoring one spawns them again."""

WORDS = {
    "MT19937": {"key": (624, "u4")},
    "Philox": {"counter": (4, "u8"), "key": (2, "u8")},
    "SFC64": {"state": (4, "u8")},
}
"""The arrays in each state: their length and type."""


def describe_generator(rng: Random) -> list:
    """Return kind, state and seed sequence of a generator as plain data."""
    if isinstance(rng, np.random.RandomState):
        return ["RandomState", rng.get_state(legacy=False), None]
    bits = rng.bit_generator
    if type(bits) not in BITS.values():
        raise ValueRefused(f"a generator on {type(bits).__name__}")
    return ["Generator", bits.state, _describe_seed(bits.seed_seq)]


def rebuild_generator(kind: Any = None, state: Any = None, seed: Any = None) -> Random:
    """Build a generator in this state; `NotPlain` if it is no state of NumPy's."""
    _expect_state(state)
    if kind == "RandomState" and state["bit_generator"] == "MT19937":
        rng = np.random.RandomState(0)
        rng.set_state({"has_gauss": 0, "gauss": 0.0, **state})
        return rng
    if kind != "Generator":
        raise NotSerializable("no such generator")
    bits = BITS[state["bit_generator"]](_rebuild_seed(seed))
    bits.state = state
    return np.random.Generator(bits)


def restore_generator(rng: Random, copy: Random) -> None:
    """Bring `rng` in place to the state of `copy`, children spawned included."""
    if isinstance(rng, np.random.RandomState) or isinstance(copy, np.random.RandomState):
        rng.set_state(copy.get_state(legacy=False))
        return
    if type(rng.bit_generator) is not type(copy.bit_generator):
        raise NotSerializable("a generator of another kind")
    rng.bit_generator.state = copy.bit_generator.state
    mine, theirs = rng.bit_generator.seed_seq, copy.bit_generator.seed_seq
    if hasattr(mine, "spawn") and theirs.n_children_spawned > mine.n_children_spawned:
        mine.spawn(theirs.n_children_spawned - mine.n_children_spawned)


def _describe_seed(seed: Any) -> list | None:
    """Return what a seed sequence was made of: `rng.spawn` draws from it and not from the state."""
    if type(seed) is not np.random.SeedSequence:
        return None
    entropy = seed.entropy if isinstance(seed.entropy, int | None) else [int(word) for word in seed.entropy]
    return [entropy, [int(word) for word in seed.spawn_key], seed.pool_size, seed.n_children_spawned]


def _rebuild_seed(seed: Any) -> Any:
    if seed is None:
        return 0
    if type(seed) is not list or len(seed) != 4:
        raise NotSerializable("a seed sequence has four parts")
    entropy, key, pool, spawned = seed
    words = [*(entropy if type(entropy) is list else [entropy or 0]), *(key if type(key) is list else [None])]
    if len(words) > 100 or not all(type(word) is int and word >= 0 for word in words):
        raise NotSerializable("a seed is made of few whole numbers")
    if not (_up_to(pool, 64) and pool >= 4 and _up_to(spawned, MAX_CHILDREN)) or any(word >= 2**32 for word in key):
        raise NotSerializable("no such seed sequence")
    return np.random.SeedSequence(entropy, spawn_key=key, pool_size=pool, n_children_spawned=spawned)


def _expect_state(state: Any) -> None:
    """Raise `NotPlain` unless `state` has the form of NumPy's, positions within their arrays, and can move on."""
    if type(state) is not dict or state.get("bit_generator") not in BITS:
        raise NotSerializable("no state of a generator")
    name, inner = state["bit_generator"], state.get("state")
    words = WORDS.get(name, {})
    if type(inner) is not dict or not all(_is_words(inner.get(part), *size) for part, size in words.items()):
        raise NotSerializable(f"no state of {name}")
    numbers = {"has_uint32": 1, "uinteger": 2**32 - 1, "buffer_pos": 4, "has_gauss": 1}
    if not all(_up_to(state[part], most) for part, most in numbers.items() if part in state):
        raise NotSerializable(f"no state of {name}")
    wanted = {
        "PCG64": lambda: all(_up_to(inner.get(part), 2**128 - 1) for part in ("state", "inc")) and inner["inc"] % 2,
        "MT19937": lambda: _up_to(inner.get("pos"), 624) and inner["key"].any(),
        "Philox": lambda: _is_words(state.get("buffer"), 4, "u8") and "buffer_pos" in state,
        "SFC64": lambda: True,
    }
    if not wanted[name.removesuffix("DXSM")]() or (name != "MT19937" and not {"has_uint32", "uinteger"} <= set(state)):
        raise NotSerializable(f"no state of {name} that moves on")
    if "gauss" in state and type(state["gauss"]) is not float:
        raise NotSerializable("a normal number is a float")


def _is_words(value: Any, length: int, dtype: str) -> bool:
    return type(value) is np.ndarray and value.shape == (length,) and value.dtype == np.dtype(dtype)


def _up_to(value: Any, most: int) -> bool:
    return type(value) is int and 0 <= value <= most
