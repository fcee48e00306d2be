"""Iterators as the items that they have left: `list(result)` works as it does in one kernel. `pack` uses it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from initcourse.grading.foreign import Refused

MOST_ITERATED = 10_000
"""Items that are taken out of a generator or another iterator, which may have no end."""


def iterated(iterator: Iterator) -> list:
    """Return the items that an iterator has left; one with no end in sight, or that raises, is refused."""
    try:
        items = list(islice(iterator, MOST_ITERATED + 1))
    except Exception as error:
        raise Refused("an iterator that raises an error") from error
    if len(items) > MOST_ITERATED:
        raise Refused(f"an iterator of more than {MOST_ITERATED} items")
    return items
