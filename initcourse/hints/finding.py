"""What a check has found, in a form that can be written down and compared with what another answer gave."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from initcourse.describe import difference

MAX_ITEMS = 200
"""Numbers, or entries, of a value that is written down: larger ones are told by no table."""

TELLING = 4
"""Digits of a number that only one mistake gives, as a rule."""

MAX_TEXT = 300
"""Characters of a text that is written down."""

NEAR = 2e-3
"""How far a number may be from what a mistake gives, relatively, and still be that mistake with rounded constants."""


@dataclass(frozen=True)
class Finding:
    """A `question` in words, and the `value` that came back, as JSON has it; None: nothing that can be written down.

    Two findings are of the same mistake if their values are equal within `rtol`. `told`: the hint for a mistake that
    can be made in every exercise, or "". `sure`: every other mistake would give another value.
    """

    question: str
    value: Any
    rtol: float = 1e-5
    told: str = ""
    sure: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether hardly two mistakes give this value by chance: one of its numbers has four digits or more."""
        digits = (f"{number:e}".split("e")[0].strip("-0.").replace(".", "") for number in _reals(self.value))
        return self.sure or any(len(known) >= TELLING for known in digits)

    def is_like(self, value: Any, *, nearly: bool = False) -> bool:
        """Whether the finding's value equals that of another answer, or `nearly` does, as with a rounded constant."""
        if self.value is None or value is None:
            return False
        rtol = max(self.rtol, NEAR) if nearly else self.rtol
        mine, theirs = _numbers(self.value), _numbers(value)
        return all(difference(*pair, rtol, 1e-12, equal_nan=True) is None for pair in ((mine, theirs), (theirs, mine)))


def plain(value: Any) -> Any:
    """Return the value as JSON has it: numbers, texts, lists, dicts; an error by its type and first line; else None.

    NaN and infinities are texts, and numbers are rounded to ten digits.
    """
    if isinstance(value, BaseException):
        return ["raised", type(value).__name__, _without_numbers(str(value).strip().split("\n")[0])]
    if isinstance(value, np.ndarray | np.generic):
        if np.size(value) > MAX_ITEMS:
            return None
        value = value.tolist()
    if isinstance(value, bool | int):
        return value if abs(value) < 2**53 else float(value)
    if isinstance(value, float):
        return float(f"{value:.10g}") if math.isfinite(value) else repr(value)
    if isinstance(value, str):
        return value[:MAX_TEXT]
    if isinstance(value, list | tuple):
        return _plain_items(value)
    if isinstance(value, Mapping):
        items = _plain_items(list(value.values()))
        return None if items is None else dict(zip(map(str, value), items, strict=True))
    return ["of type", type(value).__name__]


def _reals(value: Any) -> Iterator[float]:
    """Yield the finite numbers in a plain value that are not whole."""
    if isinstance(value, float) and math.isfinite(value) and value != int(value):
        yield value
    for item in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from _reals(item)


def _plain_items(items: Any) -> list[Any] | None:
    """Return the items as JSON has them, or None if there are too many, inside them, too."""
    found = [plain(item) for item in items] if len(items) <= MAX_ITEMS else None
    return None if found is None or len(str(found)) > MAX_ITEMS * 24 else found


def _numbers(value: Any) -> Any:
    """Return a plain value with NaN and infinities as numbers again."""
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    return float(value) if value in ("nan", "inf", "-inf") else value


def _without_numbers(text: str) -> str:
    """Return an error's text with a # for each number and without addresses: the same for the same mistake."""
    return re.sub(r"(0x)?\d[\d.]*", "#", text)[:MAX_TEXT]
