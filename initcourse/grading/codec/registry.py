"""The types that cross, each registered once: the encoder looks them up by value, the decoder by number.

To let another type cross, describe it by a `CrossingType` beside its functions and add it to `_all_types`. A message
names a type by its number here, so both ends must run the same version. Scalars are not registered: they have no
container, see `scalars`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from initcourse.grading.codec.containers import CONTAINERS
from initcourse.grading.codec.errors import ERROR, ERROR_RECORD
from initcourse.grading.codec.lazy_models import MODEL
from initcourse.grading.codec.library_types import FRAME, TENSOR, VARIABLE
from initcourse.grading.codec.numpy_types import ARRAY
from initcourse.grading.codec.protocol import OPAQUE, CrossingType, NotSerializable
from initcourse.grading.codec.random_state import GENERATOR
from initcourse.grading.codec.standard_types import STANDARD_TYPES


class Registry:
    """Crossing types by class, by base class, by what they recognize, and by number."""

    def __init__(self) -> None:
        self.by_type: dict[type, CrossingType] = {}
        self.by_base: dict[type, CrossingType] = {}
        self._numbered: list[CrossingType] = []
        self._numbers: dict[str, int] = {}
        self._recognizing: list[tuple[Callable[[Any], bool], CrossingType]] = []

    def register(self, crossing: CrossingType) -> None:
        """Add a type; raises `ValueError` if its tag or one of its classes is taken."""
        taken = [kind.__name__ for kind in crossing.types if kind in self.by_type]
        if crossing.tag in self._numbers or taken:
            raise ValueError(f"{crossing.tag}: registered twice {taken}")
        self._numbers[crossing.tag] = len(self._numbered)
        self._numbered.append(crossing)
        self.by_type |= dict.fromkeys(crossing.types, crossing)
        if crossing.to_base:
            self.by_base |= dict.fromkeys(crossing.types, crossing)
        if crossing.recognizes:
            self._recognizing.append((crossing.recognizes, crossing))

    def find(self, value: Any, *, strict: bool = True) -> CrossingType | None:
        """Return how `value` crosses, if it does; to a strict sender only what arrives as it is."""
        crossing = self.by_type.get(type(value))
        if crossing is not None:
            return crossing
        for recognizes, other in self._recognizing:
            if (other.exact or not strict) and recognizes(value):
                return other
        return None

    def number(self, tag: str) -> int:
        """Return the number that stands for the tag in a message."""
        return self._numbers[tag]

    def numbered(self, number: int) -> CrossingType:
        """Return the type with this number; raises `NotSerializable` if there is none."""
        if not 0 <= number < len(self._numbered):
            raise NotSerializable("a container with a tag that does not exist")
        return self._numbered[number]


def _all_types() -> Registry:
    registry = Registry()
    for crossing in (
        *CONTAINERS,
        *STANDARD_TYPES,
        ARRAY,
        GENERATOR,
        MODEL,
        TENSOR,
        VARIABLE,
        FRAME,
        ERROR_RECORD,
        ERROR,
        OPAQUE,
    ):
        registry.register(crossing)
    return registry


REGISTRY = _all_types()
"""What crosses here; nothing changes it afterwards."""
