import random
import sys
import time
import tracemalloc

import msgpack
import numpy as np
import pytest

from initcourse.grading.codec import NotSerializable, decode, encode
from initcourse.grading.codec.protocol import MAX_BYTES, MAX_DEPTH
from initcourse.grading.codec.registry import REGISTRY
from initcourse.grading.codec.scalars import LONG, reference
from tests.support.codec_messages import message, nested, random_value, there_and_back


def test_a_message_that_nests_deeper_is_refused():
    deep = [("list", [] if n == 0 else [reference(n - 1)]) for n in range(MAX_DEPTH + 1)]
    assert decode(message(*deep[:-1])) == nested(MAX_DEPTH)
    with pytest.raises(NotSerializable, match="deeper than 100"):
        decode(message(*deep))


def test_a_message_cannot_hold_itself():
    with pytest.raises(NotSerializable):
        decode(message(("list", [reference(0)])))


@pytest.mark.parametrize("seeded", [("list", ["x"]), ("array", ["<f8", 0, bytes(8), 1]), ("list", ["x" * 9999])])
def test_a_small_message_cannot_stand_for_a_huge_value(seeded):
    bomb = [seeded] + [("list", [reference(n)] * 10) for n in range(20)]
    with pytest.raises(NotSerializable, match="more than 10000000 items"):
        decode(message(*bomb))


def test_keys_that_are_costly_to_hash_are_counted():
    keys = [("tuple", [1])] + [("tuple", [reference(n)] * 10) for n in range(6)]
    dicts = [("dict", [reference(6), 1])] * 20
    with pytest.raises(NotSerializable, match="costs too much"):
        decode(message(*keys, *dicts))


def test_keys_with_one_hash_are_refused():
    keys = [n * sys.hash_info.modulus for n in range(1000)]
    with pytest.raises(NotSerializable, match="same hash"):
        decode(encode(dict.fromkeys(keys, 0), strict=True))
    assert there_and_back(dict.fromkeys(range(1000), 0)) == dict.fromkeys(range(1000), 0)


LIES = {
    "an array of objects": ("array", ["|O", 0, bytes(8), 1]),
    "a structured array": ("array", ["f8,f8", 0, bytes(16), 1]),
    "an array larger than its bytes": ("array", ["<f8", 0, b"", 2**31, 2**31]),
    "an empty array of a huge shape": ("array", ["<f8", 0, b"", 0, 2**39, 2**39]),
    "an array with 33 axes": ("array", ["<f8", 0, bytes(8), *[1] * 33]),
    "a negative side": ("array", ["<f8", 0, bytes(8), -1, -1]),
    "a text array of empty entries": ("array", ["<U0", 0, b"", 2**31]),
    "a text array of huge entries": ("array", ["<U999999", 0, b"", 0]),
    "a number that is not a character": ("array", ["<U1", 0, b"\xff\xff\xff\xff", 1]),
    "a bool that is neither": ("array", ["|b1", 0, b"\x07", 1]),
    "text for a shape": ("array", ["<f8", 0, bytes(8), "1"]),
    "an array of nothing": ("array", []),
    "an endless range": ("range", [0, 10**18, 1]),
    "a range of step 0": ("range", [0, 1, 0]),
    "an odd dict": ("dict", ["a"]),
    "a dict with a list for a key": ("dict", [reference(0), 1]),
    "a class by name": ("error", ["object", "x", "x", reference(0)]),
    "a function by name": ("error", ["eval", "x", "x", reference(0)]),
    "an opaque value with too long a name": ("opaque", ["x" * 1000, ""]),
    "a generator without a state": ("generator", ["Generator", None, None]),
    "a tag that does not exist": (99, []),
    "a model of nothing": ("model", [None]),
    "a model of too little": ("model", []),
    "a tensor of text": ("tensor", ["tensor", "text"]),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_about_a_container_is_refused(lie):
    with pytest.raises(NotSerializable):
        decode(message(("list", []), lie))


STATES = {
    "MT19937": ("pos", 10**6),
    "PCG64": ("inc", 2),
    "Philox": ("key", np.zeros(1, "u8")),
    "SFC64": ("state", np.zeros(2, "u8")),
}


@pytest.mark.parametrize("name", STATES)
def test_a_generator_whose_state_points_outside_or_never_moves_is_refused(name):
    state = getattr(np.random, name)(1).state
    part, wrong = STATES[name]
    honest = encode(["Generator", state, None], strict=True)
    state["state"][part] = wrong
    lie = encode(["Generator", state, None], strict=True)

    def as_generator(data):
        *tokens, _ = msgpack.unpackb(data, ext_hook=msgpack.ExtType)
        place = len(tokens) - 5  # the list that holds the three parts stands last
        return msgpack.packb([*tokens[:place], REGISTRY.number("generator"), *tokens[place + 1 :], _])

    assert isinstance(decode(as_generator(honest)), np.random.Generator)
    with pytest.raises(NotSerializable, match="not the state of"):
        decode(as_generator(lie))


HOSTILE = [
    b"",
    b"\x00",
    b"\xc1",
    b"\xdd\xff\xff\xff\xff",
    b"\xdd\xff\xff\xff\xff\x01\x00",
    b"\xdd\xff\xff\xff\xff" * 2000,
    b"\x93\x01\xce\xff\xff\xff\xff",
    b"\x91\xc6\xff\xff\xff\xff",
    b"\x91\xd6\xff\x00\x00\x00\x00",
    b"\x91\x90",
    b"\x91\x80",
    b"\x91\xa1\xff",
    b"\x91\x01\x01",
    b"\x93\x01\x00\xc0\xc0",
    msgpack.packb([msgpack.ExtType(LONG, bytes(9999))]),
    msgpack.packb([msgpack.ExtType(99, b"")]),
    msgpack.packb([reference(0)]),
    msgpack.packb([[1]]),
    msgpack.packb({}),
]


@pytest.mark.parametrize("data", HOSTILE)
def test_bytes_that_are_not_a_message_are_refused(data):
    with pytest.raises(NotSerializable):
        decode(data)


def test_a_message_is_not_larger_than_the_limit():
    with pytest.raises(NotSerializable, match="32 MB"):
        decode(bytes(MAX_BYTES + 1))
    for value in (
        "x" * (MAX_BYTES + 1),
        np.zeros(MAX_BYTES + 1, "u1"),
        [b"x" * (1 << 20) + bytes([n]) for n in range(33)],
    ):
        with pytest.raises(NotSerializable, match="32 MB"):
            encode(value, strict=False)


def mutated(data, chance):
    """Return the bytes with a few of them flipped, dropped, doubled, or replaced by a header that claims much."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(changed) + 1)
        change = chance.randrange(4)
        if change == 0 and place < len(changed):
            changed[place] = chance.randrange(256)
        elif change == 1:
            del changed[place : place + chance.randrange(1, 9)]
        elif change == 2:
            changed[place:place] = changed[place : place + chance.randrange(1, 9)]
        else:
            changed[place:place] = chance.choice([b"\xdd", b"\xdf", b"\xc6", b"\xdb", b"\xc9"]) + b"\x7f\xff\xff\xff"
    return bytes(changed)


def seeds_of_messages(chance):
    values = [random_value(chance) for _ in range(200)]
    values += [np.random.default_rng(1), np.random.RandomState(2), ValueError("x"), (i for i in "ab"), object()]
    return [encode(value, strict=False) for value in values]


@pytest.mark.slow
def test_ten_thousand_mangled_messages_are_values_or_are_refused():
    chance = random.Random(7)
    messages = seeds_of_messages(chance)
    refused = 0
    tracemalloc.start()
    for _ in range(10_000):
        data = mutated(chance.choice(messages), chance)
        before = time.process_time()
        try:
            decode(data)
        except NotSerializable:
            refused += 1
        assert time.process_time() - before < 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100e6
    assert 1000 < refused < 9990
