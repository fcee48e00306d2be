import collections

import numpy as np
import pytest

from initcourse.grading.codec import NotSerializable, copy_restore, decode, encode
from tests.support.codec_messages import call_remotely


def test_what_a_function_does_to_its_arguments_is_done_to_the_originals():
    array, rows, numbers, names = np.zeros(3), [1, 2], {"a": 1}, {"x"}
    data, queue = bytearray(b"ab"), collections.deque([1])

    def change(array, rows, numbers, names, data, queue):
        array[1] = 5
        rows.append(3)
        numbers.pop("a")
        numbers["b"] = [2]
        names.add("y")
        data[0] = 0
        queue.append(2)

    call_remotely(change, array, rows, numbers, names, data, queue)
    assert array.tolist() == [0, 5, 0]
    assert (rows, numbers, names) == ([1, 2, 3], {"b": [2]}, {"x", "y"})
    assert (data, list(queue)) == (bytearray(b"\x00b"), [1, 2])


def test_inner_arguments_are_restored_and_stay_the_objects_that_they_were():
    inner = np.zeros(2)
    rows = [{"kernel": inner}, (inner, [1])]
    before = list(rows)
    call_remotely(lambda rows: rows[1][0].__setitem__(0, 7) or rows[1][1].append(2), rows)
    assert inner.tolist() == [7, 0]
    assert rows[0] is before[0]
    assert rows[0]["kernel"] is inner
    assert rows[1][0] is inner
    assert rows[1][1] == [1, 2]


def test_a_list_that_was_sorted_holds_the_same_objects_in_another_order():
    first, second = [3], [1]
    rows = [first, second]
    call_remotely(lambda rows: rows.sort(), rows)
    assert rows[0] is second
    assert rows[1] is first
    assert (first, second) == ([3], [1])


def test_a_result_that_is_an_argument_is_that_argument():
    rows, array = [[1]], np.zeros(2)
    assert call_remotely(lambda rows, array: rows, rows, array) is rows
    result = call_remotely(lambda rows, array: {"both": (array, [rows[0]])}, rows, array)
    assert result["both"][0] is array
    assert result["both"][1][0] is rows[0]


def test_a_result_that_holds_an_argument_which_holds_the_result_is_refused():
    with pytest.raises(NotSerializable, match="contains itself"):
        call_remotely(lambda rows: rows.append(rows), [])


def test_numbers_drawn_by_the_function_are_drawn_from_the_original():
    rng, twin = np.random.default_rng(3), np.random.default_rng(3)
    drawn = call_remotely(lambda rng: [rng.random(2), rng.spawn(1)[0].random()], rng)
    assert drawn[0].tolist() == twin.random(2).tolist()
    assert drawn[1] == twin.spawn(1)[0].random()
    assert rng.random() == twin.random()
    assert rng.spawn(1)[0].random() == twin.spawn(1)[0].random()


def reshape(array):
    array.shape = (3, 2)


def test_an_array_of_another_shape_is_written_where_it_lies():
    array = np.arange(6.0)
    part = array[2:]
    call_remotely(reshape, array)
    assert array.tolist() == [[0, 1], [2, 3], [4, 5]]
    assert part.tolist() == [2, 3, 4, 5]


def retype(array):
    array.dtype = "u8"


CHANGES_OF_MEMORY = [
    lambda array: array.resize((0,), refcheck=False),
    lambda array: array.resize((1_000_000,), refcheck=False),
    retype,
]


@pytest.mark.parametrize("change", CHANGES_OF_MEMORY)
@pytest.mark.parametrize("make", [lambda: np.arange(60_000.0), lambda: np.arange(60_000.0).reshape(3, -1)])
def test_an_arrays_memory_stays_whatever_comes_back(make, change):
    array = make()
    part, before = array[..., :3], array.copy()
    with pytest.raises(NotSerializable, match="another size or type"):
        call_remotely(change, array)
    assert (array == before).all()
    array[...] = 7
    assert (part == 7).all()  # it is still the same memory


def test_an_array_of_lists_is_restored_with_its_lists():
    inner = [1.0]
    ragged = np.array([inner, [2.0, 3.0]], dtype=object)
    call_remotely(lambda ragged: ragged[0].append(9.0), ragged)
    assert inner == [1.0, 9.0]
    assert ragged[0] is inner


def test_a_part_of_an_array_is_written_where_it_lies_and_cannot_be_resized():
    whole = np.zeros((4, 4))
    column = whole[:, 1]
    call_remotely(lambda column: column.fill(2), column)
    assert whole.sum() == 8
    with pytest.raises(NotSerializable, match="another size or type"):
        call_remotely(lambda column: column.resize(9, refcheck=False), column)


def test_a_read_only_array_comes_back_unchanged():
    fixed = np.arange(3.0)
    fixed.flags.writeable = False
    assert call_remotely(lambda fixed: fixed.sum(), fixed) == 3


@pytest.mark.parametrize(
    ("argument", "copy"),
    [
        (np.random.default_rng(0), np.random.Generator(np.random.MT19937(0))),
        (np.random.default_rng(0), np.random.RandomState(0)),
        (np.arange(3.0)[:2], np.zeros(5)),
        ([1], (1,)),
    ],
)
def test_a_copy_that_the_argument_cannot_become_is_refused(argument, copy):
    with pytest.raises(NotSerializable):
        copy_restore([argument], decode(encode([[argument], copy], strict=True), build=None))


@pytest.mark.parametrize("copies", [None, [], [[1]], [[1], {}, 3], [{}, []]])
def test_copies_that_are_not_those_of_the_arguments_are_refused(copies):
    with pytest.raises(NotSerializable):
        copy_restore([[1], {}], copies)


def test_a_tensor_and_a_variable_come_back():
    import tensorflow as tf

    variable = tf.Variable([1.0, 2.0])
    result = call_remotely(lambda variable: [variable.assign_add([1.0, 1.0]), tf.constant([3])][1], variable)
    assert variable.numpy().tolist() == [2.0, 3.0]
    assert isinstance(result, tf.Tensor)
