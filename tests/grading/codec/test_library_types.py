import keras
import numpy as np
import pandas as pd
import pytest
import tensorflow as tf

from initcourse.describe import as_text
from initcourse.grading.codec import NotSerializable, OpaqueValue, copy_restore, decode, encode
from initcourse.grading.codec.scalars import reference
from tests.support.codec_messages import message

FRAME = pd.DataFrame({"layer": [1, 2], "std": [0.5, np.nan], "name": ["a", "b"]})


@pytest.mark.parametrize(
    "frame",
    [
        FRAME,
        FRAME.set_index("name"),
        FRAME.iloc[:0],
        FRAME[["std", "std"]],
        FRAME["std"],
        FRAME.set_index("name")["layer"],
        pd.Series([1.0, 2.0], index=[3, 1]),
    ],
    ids=as_text,
)
def test_a_table_and_a_column_cross_with_their_labels(frame):
    got = decode(encode(frame, strict=False))
    assert type(got) is type(frame)
    assert repr(got) == repr(frame)
    assert got.index.tolist() == frame.index.tolist()


@pytest.mark.parametrize(
    "items",
    [
        [],
        ["frame", None, [], 1],
        ["panel", None, []],
        ["series", None, []],
        ["frame", "rows", []],
    ],
)
def test_what_is_not_a_table_is_refused(items):
    with pytest.raises(NotSerializable):
        decode(message(("list", []), ("table", items)))


TENSORS = [tf.constant([[1.5, 2.0]]), tf.Variable([1, 2]), keras.Variable([0.5, 1.0]), tf.TensorShape([None, 3])]


@pytest.mark.parametrize("tensor", TENSORS, ids=lambda tensor: type(tensor).__name__)
def test_a_tensor_a_variable_and_a_shape_cross_as_what_they_are(tensor):
    got = decode(encode(tensor, strict=True))
    assert type(got) is type(tensor)
    if isinstance(tensor, tf.TensorShape):
        assert got.as_list() == [None, 3]
    else:
        assert got.numpy().dtype == tensor.numpy().dtype
        assert np.array_equal(got.numpy(), tensor.numpy())


def test_a_tensor_of_text_arrives_as_an_opaque_value():
    assert type(decode(encode(tf.constant("kernel"), strict=False))) is OpaqueValue


def test_a_variable_takes_no_value_from_a_variable_of_another_library():
    original, other = tf.Variable([1.0, 2.0]), keras.Variable([3.0, 4.0])
    with pytest.raises(NotSerializable, match="another kind"):
        copy_restore([original], [[original], other])
    assert original.numpy().tolist() == [1.0, 2.0]


NUMBERS = ("array", ["<f4", 0, bytes(8), 2])


@pytest.mark.parametrize(
    ("tag", "items"),
    [
        ("tensor", ["variable", reference(0)]),
        ("tensor", ["shape", reference(0)]),
        ("tensor", ["tensor", 1.0]),
        ("tensor", ["tensor"]),
        ("tensor", []),
        ("variable", ["tensor", reference(0)]),
        ("variable", ["variable", "text"]),
        ("variable", ["keras", reference(1)]),
        ("variable", ["keras", reference(0), 1]),
    ],
)
def test_a_lie_about_a_tensor_or_a_variable_is_refused(tag, items):
    with pytest.raises(NotSerializable):
        decode(message(NUMBERS, ("array", [">f4", 0, bytes(8), 2]), (tag, items)))
