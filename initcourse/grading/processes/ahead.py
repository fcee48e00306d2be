"""Something that is made before it is needed, since making it takes a while: a sandbox, a judge."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Generic, Protocol, TypeVar

from initcourse.grading.errors import CourseError


class Closable(Protocol):
    """What was made and must be given up."""

    def close(self) -> object:
        """Give it up."""


Made = TypeVar("Made", bound=Closable)


class Ahead(Generic[Made]):
    """Holds at most one thing that nobody has used yet; it is closed when this is, or when nothing refers to this."""

    def __init__(self) -> None:
        self._held: list[tuple[Hashable, Made]] = []
        self._lock = threading.Lock()
        self._closed = False
        weakref.finalize(self, _close_all, self._held)

    def take(self, kind: Hashable = None) -> Made | None:
        """Return what was made, for the caller to close; None if nothing is there, or something of another kind."""
        with self._lock:
            held, made = self._held.pop() if self._held else (kind, None)
        if made is not None and held != kind:
            made.close()
            return None
        return made

    def make(self, make: Callable[[], Made], kind: Hashable = None) -> None:
        """Make what will be taken next. If that fails, nothing is there: whoever needs it makes it, or says why not."""
        with suppress(CourseError, OSError):
            made = make()
            with self._lock:
                if not self._closed and not self._held:
                    self._held.append((kind, made))
                    return
            made.close()

    def close(self) -> None:
        """Close what was made, and hold nothing from now on."""
        with self._lock:
            self._closed = True
        _close_all(self._held)


def _close_all(held: list[tuple[Hashable, Made]]) -> None:
    while held:
        held.pop()[1].close()
