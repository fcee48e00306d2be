import numpy as np
import pandas as pd
import pytest

from initcourse.describe import as_text
from initcourse.grading.codec import NotSerializable, decode, encode
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
