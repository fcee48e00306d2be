import numpy as np
import pandas as pd
import pytest

from initcourse.describe import as_text
from initcourse.grading.codec import NotSerializable, decode, encode
from initcourse.grading.codec.protocol import Tag
from tests.grading.codec.test_codec import message

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
def test_what_is_no_table_is_refused(items):
    with pytest.raises(NotSerializable):
        decode(message((Tag.LIST, []), (Tag.FRAME, items)))
