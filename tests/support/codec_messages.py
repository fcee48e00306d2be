"""Values that cross and messages that carry them, for tests of the codec."""

from __future__ import annotations

import collections

import msgpack
import numpy as np

from initcourse.grading.codec import copy_restore, decode, encode, mutable_parts
from initcourse.grading.codec.registry import REGISTRY
from initcourse.grading.codec.scalars import reference

DTYPES = ("?", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16", ">f8", ">i4", "U3", ">U3")


def there_and_back(value, strict=True):
    """Return the value as it arrives."""
    return decode(encode(value, strict=strict))


def same(a, b):
    """Tell whether two values are equal and of the same types all through, NaN and the sign of zero included."""
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        if a.dtype != b.dtype or a.shape != b.shape:
            return False
        return (
            all(map(same, a.ravel().tolist(), b.ravel().tolist())) if a.dtype == object else a.tobytes() == b.tobytes()
        )
    if isinstance(a, list | tuple | collections.deque):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return same(list(a), list(b)) and same(list(a.values()), list(b.values()))
    if isinstance(a, np.random.Generator | np.random.RandomState):
        return np.array_equal(a.random(3), b.random(3)) or a.random(5).tolist() == b.random(5).tolist()
    if isinstance(a, float):
        return a.hex() == b.hex()
    return a == b or repr(a) == repr(b)


def random_array(chance):
    dtype = np.dtype(chance.choice(DTYPES))
    shape = tuple(chance.choices(range(4), k=chance.randrange(4)))
    drawn = np.random.default_rng(chance.randrange(2**32)).normal(size=shape) * 50
    array = np.abs(drawn).astype("U3").astype(dtype) if dtype.kind == "U" else drawn.astype("i1").astype(dtype)
    return np.asfortranarray(array) if chance.random() < 0.3 else array


SCALARS = [
    lambda chance: None,
    lambda chance: chance.random() < 0.5,
    lambda chance: chance.randrange(-9, 9),
    lambda chance: chance.choice([-1, 1]) * chance.getrandbits(chance.randrange(1, 4096)),
    lambda chance: chance.choice([0.0, -0.0, float("inf"), float("-inf"), float("nan"), 5e-324, chance.random()]),
    lambda chance: complex(chance.random(), -0.0),
    lambda chance: "".join(chr(chance.choice([0, 65, 0xDC80, 0x1F600])) for _ in range(chance.randrange(5))),
    lambda chance: chance.randbytes(chance.randrange(5)),
    lambda chance: np.dtype(chance.choice(DTYPES[:14])).type(chance.randrange(2)),
    lambda chance: np.str_("kernel"),
]


def random_value(chance, depth=4):
    if depth == 0 or chance.random() < 0.3:
        return chance.choice(SCALARS)(chance)
    items = [random_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    keys = [chance.choice(SCALARS)(chance) for _ in items]
    makers = [
        lambda: items,
        lambda: tuple(items),
        lambda: dict(zip(keys, items, strict=True)),
        lambda: collections.OrderedDict(zip(keys, items, strict=True)),
        lambda: collections.deque(items),
        lambda: frozenset(key for key in keys if key == key),
        lambda: set(map(type, keys)) and {len(keys), "set"},
        lambda: range(chance.randrange(9), chance.randrange(9), chance.choice([-2, 1, 3])),
        lambda: slice(None, chance.randrange(9)),
        lambda: bytearray(b"bytes"),
        lambda: random_array(chance),
        lambda: np.random.default_rng(chance.randrange(99)),
        lambda: np.random.RandomState(chance.randrange(99)),
    ]
    return chance.choice(makers)()


def nested(depth):
    """Return `depth` lists inside each other."""
    value = []
    for _ in range(depth - 1):
        value = [value]
    return value


def message(*containers, root=None):
    """Return a message written by hand: containers as (tag or number, items), and a root, by default the last one."""
    tokens = [token for tag, items in containers for token in (_number(tag), len(items), *items)]
    return msgpack.packb([*tokens, reference(len(containers) - 1) if root is None else root])


def _number(tag):
    return tag if isinstance(tag, int) else REGISTRY.number(tag)


def call_remotely(function, *args):
    """Call `function` on copies of the arguments, as the student's process does, and restore the originals."""
    arguments = list(args)
    there = decode(encode(arguments, strict=True))
    mutable = mutable_parts(there)
    result = function(*there)
    reply = decode(encode({"parts": mutable, "result": result}, strict=False), build=None)
    return copy_restore(arguments, reply["parts"], reply["result"])
