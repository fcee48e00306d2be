"""The judge: the process that runs test cells, and never the student's code.

The names that solution cells define are stand-ins here. Calling one sends its arguments as plain data to the driver
(`session`), which has the student's process call the function; plain data comes back, and arguments that the function
changed are changed here in place. `runner` runs the cells.
"""

from __future__ import annotations

import builtins
import os
from typing import Any

from initcourse.grading.codec import NotSerializable, OpaqueValue, copy_restore, decode, encode
from initcourse.grading.codec.lazy_models import make_networks_lazily
from initcourse.grading.execution.messages import MessageChannel
from initcourse.grading.execution.worker.startup import seed_generators

MAX_LINES, MAX_TEXT = 100, 5_000
"""Lines of a student's traceback, and characters of each, that are shown."""

RAISED = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and not issubclass(kind, StopIteration | StopAsyncIteration | BaseExceptionGroup)
}
"""What a student's function may raise here; one that ends loops silently would end those of a test."""


class StudentGone(BaseException):
    """The student's process cannot answer: out of time, out of memory, dead. No check takes it for an error."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class GraderError(Exception):
    """A test cell does what cannot be judged: the course's fault, and never the student's zero."""


class Judge:
    """Gives a shell the stand-ins that a test cell reads, and asks through `wire` what they return."""

    def __init__(self, shell: Any, outlet: Any, wire: MessageChannel) -> None:
        """Remember what a new shell holds."""
        self.shell, self.outlet, self.wire = shell, outlet, wire
        self.initial = dict(shell.user_ns)

    def begin(self, seed: int | None) -> None:
        """Forget the notebook before: its names, its figures, its seeds."""
        self.shell.user_ns.clear()
        self.shell.user_ns.update(self.initial)
        self.shell.user_ns["_oh"].clear()
        make_networks_lazily()
        seed_generators(seed)

    def know(self, found: dict[str, str], payload: bytes) -> None:
        """Let the cells find stand-ins and values under the names that were `found`."""
        try:
            values = decode(payload) if payload else {}
        except NotSerializable:
            values = {}
        if not isinstance(values, dict):
            values = {}
        for name, what in found.items():
            self.shell.user_ns.pop(name, None)
            if what == "function":
                self.shell.user_ns[name] = RemoteFunction(name, self)
            elif what == "value" and name in values:
                self.shell.user_ns[name] = values[name]

    def ask(self, name: str, args: tuple, kwargs: dict[str, Any]) -> Any:
        """Return what the student's function returns for these arguments, or raise what it raises."""
        sent = [list(args), kwargs]
        try:
            payload = encode(sent, strict=True)
        except NotSerializable as reason:
            if token := _opaque_argument(sent):
                raise _error({"kind": "TypeError", "message": f"{name} cannot take {token!r}"}) from None
            self.outlet.send("fault", {"why": f"a test calls {name} with {reason}, which cannot cross"})
            raise GraderError(f"{name} cannot be called with {reason}") from reason
        reply = self._asked(name, payload)
        try:
            result = _restored(sent, reply["payload"]) if reply["payload"] else None
        except NotSerializable as reason:
            raise _error({"message": f"what came back is {reason}"}) from None
        if "raised" in reply:
            raise _error(reply["raised"])
        return result

    def _asked(self, name: str, payload: bytes) -> dict[str, Any]:
        """Return the driver's reply to a call; raise `StudentGone` if there is none."""
        self.outlet.send("call", {"name": name}, payload)
        try:
            reply = self.wire.receive()
        except EOFError:
            os._exit(1)  # nobody waits for a verdict any more
        if "gone" in reply:
            raise StudentGone(reply["gone"])
        return reply


class RemoteFunction:
    """Stands for a function of the student's."""

    def __init__(self, name: str, judge: Judge) -> None:
        """Be called like the function."""
        self.__name__ = self.__qualname__ = name
        self._judge = judge

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function."""
        return self._judge.ask(self.__name__, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class _Raised(BaseException):
    """What a student's function raised, shown with the student's own traceback."""

    told, lines = "", ()

    def __str__(self) -> str:
        return self.told

    def _render_traceback_(self) -> list[str]:
        return list(self.lines) or [f"{type(self).__name__}: {self}"]


def _opaque_argument(value: Any) -> OpaqueValue | None:
    """Return a value of the student's own among the arguments, which another function of theirs had returned."""
    if isinstance(value, OpaqueValue):
        return value
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return next(filter(None, map(_opaque_argument, items)), None)


def _restored(sent: list, payload: bytes) -> Any:
    """Bring the arguments to what they became, and return the result; raise `NotPlain` if this is no answer."""
    back = decode(payload, build=None)
    if not isinstance(back, dict) or back.keys() != {"parts", "result"}:
        raise NotSerializable("no answer to this call")
    return copy_restore(sent, back["parts"], back["result"])


def _error(raised: dict[str, Any]) -> BaseException:
    """Build the error that a student's process told of, from classes of Python alone."""
    kind = RAISED.get(str(raised.get("kind", "Exception")), Exception)
    name = str(raised.get("name", kind.__name__))[:100]
    error_class = type(name if name.isidentifier() else kind.__name__, (_Raised, kind), {})
    error = error_class.__new__(error_class)
    error.told = str(raised.get("message", ""))[:MAX_TEXT]
    lines = raised.get("lines", ())
    error.lines = [str(line)[:MAX_TEXT] for line in lines[:MAX_LINES]] if isinstance(lines, list) else []
    return error
