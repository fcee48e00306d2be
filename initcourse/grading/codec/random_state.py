"""NumPy's random generators as their state: both sides draw the same numbers next.

`registry` lists `GENERATOR`. The state is checked here, as NumPy reads its arrays at the position that a state names,
wherever that is.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from initcourse.grading.codec.protocol import CrossingType, NotSerializable, ValueRefused

Random = np.random.Generator | np.random.RandomState

BIT_GENERATORS: dict[str, Any] = {
    name: getattr(np.random, name) for name in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
}

MAX_CHILDREN = 100_000
"""Children that a seed sequence may have spawned: restoring one spawns them again."""

STATE_ARRAYS: dict[str, dict[str, tuple[int, str]]] = {
    "MT19937": {"key": (624, "u4")},
    "Philox": {"counter": (4, "u8"), "key": (2, "u8")},
    "SFC64": {"state": (4, "u8")},
}
"""The arrays in the inner state of each bit generator: their length and type."""

STATE_NUMBERS = {"has_uint32": 1, "uinteger": 2**32 - 1, "buffer_pos": 4, "has_gauss": 1}
"""The numbers in the outer state, and the greatest value of each."""


def _describe_generator(rng: Random) -> list[Any]:
    """Return kind, state and seed sequence of a generator as plain data."""
    if isinstance(rng, np.random.RandomState):
        return ["RandomState", rng.get_state(legacy=False), None]
    bits = rng.bit_generator
    if type(bits) not in BIT_GENERATORS.values():
        raise ValueRefused(f"a generator on {type(bits).__name__}")
    return ["Generator", bits.state, _describe_seed(bits.seed_seq)]


def _rebuild_generator(kind: Any = None, state: Any = None, seed: Any = None) -> Random:
    _expect_state(state)
    if kind == "RandomState" and state["bit_generator"] == "MT19937":
        rng = np.random.RandomState(0)
        rng.set_state({"has_gauss": 0, "gauss": 0.0, **state})
        return rng
    if kind != "Generator":
        raise NotSerializable("a generator of an unknown kind")
    bits = BIT_GENERATORS[state["bit_generator"]](_rebuild_seed(seed))
    bits.state = state
    return np.random.Generator(bits)


def _restore_generator(rng: Random, copy: Random) -> None:
    """Bring `rng` in place to the state of `copy`, children spawned included."""
    if isinstance(rng, np.random.RandomState) or isinstance(copy, np.random.RandomState):
        rng.set_state(copy.get_state(legacy=False))  # type: ignore[union-attr]  # one of another kind has no such method
        return
    if type(rng.bit_generator) is not type(copy.bit_generator):
        raise NotSerializable("a generator of another kind")
    rng.bit_generator.state = copy.bit_generator.state
    mine, theirs = rng.bit_generator.seed_seq, copy.bit_generator.seed_seq
    if isinstance(mine, np.random.SeedSequence) and isinstance(theirs, np.random.SeedSequence):
        spawned = theirs.n_children_spawned - mine.n_children_spawned
        if spawned > 0:
            mine.spawn(spawned)


def _describe_seed(seed: Any) -> list[Any] | None:
    """Return what a seed sequence was made of: `rng.spawn` draws from it and not from the state."""
    if type(seed) is not np.random.SeedSequence:
        return None
    given: Any = seed.entropy
    entropy = given if isinstance(given, int | None) else [int(word) for word in given]
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
    if not (_is_up_to(pool, 64) and pool >= 4 and _is_up_to(spawned, MAX_CHILDREN)):
        raise NotSerializable("a seed sequence of an impossible size")
    if any(word >= 2**32 for word in key):
        raise NotSerializable("a seed sequence with an impossible key")
    return np.random.SeedSequence(entropy, spawn_key=key, pool_size=pool, n_children_spawned=spawned)


def _expect_state(state: Any) -> None:
    """Refuse what does not have the form of NumPy's state, points outside its arrays, or would stand still."""
    if type(state) is not dict or state.get("bit_generator") not in BIT_GENERATORS:
        raise NotSerializable("not the state of a generator")
    name, inner = state["bit_generator"], state.get("state")
    arrays = STATE_ARRAYS.get(name, {})
    if type(inner) is not dict or not all(_is_array(inner.get(part), *form) for part, form in arrays.items()):
        raise NotSerializable(f"not the state of a {name}")
    if not all(_is_up_to(state[part], greatest) for part, greatest in STATE_NUMBERS.items() if part in state):
        raise NotSerializable(f"not the state of a {name}")
    if not _moves_on(name, state, inner):
        raise NotSerializable(f"not the state of a {name} that moves on")
    if "gauss" in state and type(state["gauss"]) is not float:
        raise NotSerializable("a normal number is a float")


def _moves_on(name: str, state: dict[str, Any], inner: dict[str, Any]) -> bool:
    """Tell whether the state is complete and draws new numbers for ever."""
    if name == "MT19937":
        return _is_up_to(inner.get("pos"), 624) and bool(inner["key"].any())
    if not {"has_uint32", "uinteger"} <= set(state):
        return False
    if name == "Philox":
        return _is_array(state.get("buffer"), 4, "u8") and "buffer_pos" in state
    if name == "SFC64":
        return True
    return all(_is_up_to(inner.get(part), 2**128 - 1) for part in ("state", "inc")) and inner["inc"] % 2 == 1


def _is_array(value: Any, length: int, dtype: str) -> bool:
    return type(value) is np.ndarray and value.shape == (length,) and value.dtype == np.dtype(dtype)


def _is_up_to(value: Any, greatest: int) -> bool:
    return type(value) is int and 0 <= value <= greatest


GENERATOR = CrossingType(
    tag="generator",
    types=(np.random.Generator, np.random.RandomState),
    describe=_describe_generator,
    rebuild=lambda items: _rebuild_generator(*items),
    restore=_restore_generator,
    cost=1000,
)
