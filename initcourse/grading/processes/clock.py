"""Time that counts against a hand-in: what its processes use and sleep, not what they wait for a core.

Others keep the cores busy as well, and no hand-in is charged for that. Linux tells how long a process was ready to run
and did not; a system that does not tell counts time as it passes.
"""

from __future__ import annotations

import time

MAX_FACTOR = 10
"""However long a process waits for a core, time counts at least a tenth of what passes."""


MAX_AGE = 0.02
"""Seconds for which an answer of the system counts: it is asked with every message."""


class OwnClock:
    """A clock that stands still while the processes that it is told of wait for a core."""

    def __init__(self) -> None:
        self._begin = time.monotonic()
        self._before: dict[int, float] = {}
        self._waited: dict[int, float] = {}
        self._past = 0.0
        self._asked, self._all_waited = -MAX_AGE, 0.0

    def add(self, pid: int) -> None:
        """Leave out, from now on, the time for which the process with this number (outside any sandbox) waits."""
        self._before[pid] = _waited(pid) or 0.0
        self._asked = -MAX_AGE

    def remove(self, pid: int) -> None:
        """Keep what a process has waited, and ask no more: its number may become another's."""
        if pid in self._before:
            self._past += self._since_added(pid)
            del self._before[pid]
            self._waited.pop(pid, None)
            self._asked = -MAX_AGE

    def now(self) -> float:
        """Return the seconds that count so far."""
        passed = time.monotonic() - self._begin
        if passed - self._asked >= MAX_AGE:
            self._asked, self._all_waited = passed, self._past + sum(map(self._since_added, self._before))
        return max(passed - self._all_waited, passed / MAX_FACTOR)

    def _since_added(self, pid: int) -> float:
        """Return for how long the process has waited; of one that has ended, what was last known."""
        waited = _waited(pid)
        if waited is not None:
            self._waited[pid] = waited - self._before[pid]
        return self._waited.get(pid, 0.0)


class Deadline:
    """A point in an `OwnClock`'s time, `seconds` from now or earlier, at the deadline `within` which this one lies."""

    def __init__(self, clock: OwnClock, seconds: float | None, within: Deadline | None = None) -> None:
        self.clock = clock
        self.end: float
        ends = [clock.now() + seconds] if seconds is not None else []
        ends += [within.end] if within is not None else []
        self.end = min(ends, default=float("inf"))

    def left(self) -> float:
        """Return the seconds that are left; none or less if it has passed."""
        return self.end - self.clock.now()

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return self.left() <= 0


def _waited(pid: int) -> float | None:
    """Return the seconds for which a process has waited for a core; None if nobody can tell."""
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return None
