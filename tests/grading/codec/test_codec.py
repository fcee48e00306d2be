import collections
import random
import subprocess
import sys

import numpy as np
import pytest

from initcourse.describe import as_text
from initcourse.grading.codec import NotSerializable, OpaqueValue, encode
from initcourse.grading.codec.containers import MAX_ITERATED
from initcourse.grading.codec.protocol import MAX_DEPTH, CrossingType
from initcourse.grading.codec.registry import Registry
from tests.support.codec_messages import DTYPES, nested, random_value, same, there_and_back


@pytest.mark.parametrize("seed", range(300))
def test_a_value_arrives_as_it_was_with_the_types_that_it_had(seed):
    value = random_value(random.Random(seed))
    assert same(there_and_back(value), value)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (0, 2), (2, 3), (2, 1, 2)])
@pytest.mark.parametrize("order", ["C", "F"])
def test_an_array_keeps_its_type_its_shape_and_its_order_and_can_be_written(dtype, shape, order):
    array = np.zeros(shape, dtype, order=order)
    got = there_and_back(array)
    assert same(got, array)
    assert got.flags.f_contiguous == array.flags.f_contiguous
    assert got.flags.writeable
    assert got.flags.owndata or got.base is None or got.base.flags.writeable


def test_part_of_an_array_crosses_as_an_array_of_its_own():
    every_second = np.arange(10.0)[::2]
    assert same(there_and_back(every_second), every_second.copy())
    assert same(there_and_back(np.broadcast_to(np.float32(3), (2, 3))), np.full((2, 3), 3, "float32"))


def test_a_read_only_array_stays_read_only():
    fixed = np.arange(3.0)
    fixed.flags.writeable = False
    assert not there_and_back(fixed).flags.writeable
    assert not there_and_back([fixed], strict=False)[0].flags.writeable


def test_an_array_of_lists_crosses_as_one():
    ragged = np.array([[1.0], [2.0, 3.0]], dtype=object)
    assert same(there_and_back(ragged), ragged)


def test_a_long_double_crosses_as_the_float64_nearest_to_it():
    assert same(there_and_back(np.longdouble("0.1")), np.float64(0.1))
    assert same(there_and_back(np.array([0.5], np.longdouble)), np.array([0.5]))


BITS = [np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64]


@pytest.mark.parametrize("bits", BITS)
def test_a_generator_goes_on_where_it_was_and_spawns_the_same_children(bits):
    rng = np.random.Generator(bits(5))
    rng.integers(9, size=3, dtype="uint32")
    rng.spawn(2)
    copy = there_and_back(rng)
    assert np.array_equal(copy.random(9), rng.random(9))
    assert copy.spawn(1)[0].random() == rng.spawn(1)[0].random()


def test_a_child_of_a_generator_crosses_too():
    child = np.random.default_rng([3, 2**40]).spawn(2)[1].spawn(1)[0]
    assert there_and_back(child).spawn(1)[0].random() == child.spawn(1)[0].random()


def test_a_legacy_generator_keeps_the_normal_number_that_it_holds_back():
    rng = np.random.RandomState(1)
    rng.standard_normal()
    assert np.array_equal(there_and_back(rng).standard_normal(3), rng.standard_normal(3))


def test_what_is_one_object_stays_one_object():
    row, rng = [0.0], np.random.default_rng(0)
    message = there_and_back({"args": [row, rng, (row,)], "result": [row, rng]})
    assert message["result"][0] is message["args"][0] is message["args"][2][0]
    assert message["result"][1] is message["args"][1]


def test_views_of_a_dict_stay_views_of_a_dict():
    numbers = {"a": 1, "b": [2]}
    for view in (numbers.keys(), numbers.values(), numbers.items()):
        got = there_and_back(view)
        assert type(got) is type(view)
        assert list(got) == list(view)


def forging(base):
    """Return a subclass of `base` all of whose methods please whoever asks."""

    def please(self, *args):
        return True

    names = [
        *(
            "__eq__",
            "__lt__",
            "__sub__",
            "__rsub__",
            "__abs__",
            "__float__",
            "__int__",
            "__index__",
            "__len__",
            "__iter__",
        ),
        *(
            "__array__",
            "__getitem__",
            "__pos__",
            "__str__",
            "__repr__",
            "__bytes__",
            "items",
            "keys",
            "copy",
            "tolist",
            "view",
        ),
        *("__reduce_ex__", "__getstate__", "__bool__", "__contains__", "tobytes"),
    ]
    return type("Forged", (base,), {**dict.fromkeys(names, please), "__hash__": lambda self: 1})


PLAIN = [
    3,
    -2.5,
    -0.0,
    1j,
    "text",
    b"bytes",
    [1, 2.0],
    (1, [2]),
    {"a": 1.0},
    {1, 2},
    frozenset([3]),
    np.float64(2.5),
    np.int8(3),
]


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_a_subclass_crosses_as_the_plain_value_of_its_base(value):
    base = type(value)
    forged = forging(base)(value)
    assert type(forged) is not base
    assert same(there_and_back(forged, strict=False), value)
    assert same(there_and_back([forged], strict=False), [value])


def test_a_subclass_of_an_array_crosses_as_the_plain_array():
    array = np.arange(4.0)
    assert same(there_and_back(array.view(forging(np.ndarray)), strict=False), array)
    assert same(there_and_back(np.ma.masked_array([1.0, 2.0], [True, False]), strict=False), np.array([1.0, 2.0]))


def test_a_named_tuple_and_a_default_dict_cross_as_what_they_are_made_of():
    pair = collections.namedtuple("Pair", "n_in n_out")(3, 4)
    groups = collections.defaultdict(list, a=[1])
    assert same(there_and_back([pair, groups], strict=False), [(3, 4), {"a": [1]}])


def test_a_strict_sender_refuses_what_would_arrive_as_something_else_and_says_where():
    with pytest.raises(NotSerializable, match=r"a value of type function, in a list, in a dict"):
        encode({"a": [print.__class__, lambda: None][1:]}, strict=True)
    for value in (collections.defaultdict(list), True.__class__, object(), (i for i in "a"), ValueError("x")):
        with pytest.raises(NotSerializable, match=r"a value of type"):
            encode(value, strict=True)


class Noisy:
    def __repr__(self):
        raise RuntimeError("no text for you")


def test_what_cannot_cross_arrives_as_its_text_and_passes_for_nothing():
    def phi(z):
        return z

    got = there_and_back([phi, Noisy(), object, sys], strict=False)
    assert [one.type_name for one in got] == ["function", "Noisy", "type", "module"]
    assert as_text(got[0]) == as_text(phi)
    assert repr(got[1]) == "<Noisy object>"
    assert not callable(got[0])
    assert got[0] != phi
    assert not isinstance(got[0], str | float | collections.abc.Iterable | collections.abc.Sized)
    assert np.asarray(got[0]).dtype == object
    with pytest.raises(TypeError):
        float(got[0])


def test_a_long_text_of_an_opaque_value_is_cut():
    class Loud:
        def __repr__(self):
            return "x" * 10**6

    assert len(encode(Loud(), strict=False)) < 1000


def test_an_iterator_arrives_as_one_unless_it_does_not_end():
    endless = iter(int, 1)
    counted, got = there_and_back([map(str, range(3)), endless], strict=False)
    assert list(counted) == ["0", "1", "2"]
    assert isinstance(got, OpaqueValue)
    assert isinstance(there_and_back((1 / 0 for _ in "a"), strict=False), OpaqueValue)
    assert len(list(there_and_back((i for i in range(MAX_ITERATED)), strict=False))) == MAX_ITERATED


def test_a_value_that_holds_itself_is_refused():
    ring = []
    ring.append({"ring": (ring,)})
    for strict in (True, False):
        with pytest.raises(NotSerializable, match="contains itself"):
            encode(ring, strict=strict)


def test_values_nest_a_hundred_deep_and_no_deeper():
    assert there_and_back(nested(MAX_DEPTH)) == nested(MAX_DEPTH)
    for depth in (MAX_DEPTH + 1, 100_000):
        with pytest.raises(NotSerializable, match="deeper than 100"):
            encode(nested(depth), strict=False)


def crossing(tag, *types):
    return CrossingType(tag=tag, types=types, describe=list, rebuild=tuple)


def test_a_type_is_registered_once():
    registry = Registry()
    registry.register(crossing("fans", memoryview))
    for twice in (crossing("fans"), crossing("views", memoryview)):
        with pytest.raises(ValueError, match="registered twice"):
            registry.register(twice)
    assert registry.numbered(registry.number("fans")).tag == "fans"
    for number in (-1, 1):
        with pytest.raises(NotSerializable, match="a tag that does not exist"):
            registry.numbered(number)


def test_values_are_carried_without_tensorflow():
    code = (
        "import sys, numpy as np; from initcourse.grading.codec import encode, decode;"
        "decode(encode([np.ones(2), {'a': 1}, object], strict=False));"
        "print({'keras', 'tensorflow'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
