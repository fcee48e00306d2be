"""The judge: the process that runs test cells, and never student code.

The names that solution cells define are remote functions here. Calling one sends its arguments as plain data to the
driver (`session`), which has the student's process call the function; plain data comes back, and arguments that the
function changed are changed here in place. `cell_runner` runs the cells.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from initcourse.grading.codec import NotSerializable, OpaqueValue, copy_restore, decode, encode
from initcourse.grading.codec.errors import BUILTIN_ERRORS, ErrorRecord, describe_error
from initcourse.grading.execution.messages import (
    CallFunctionOfStudent,
    CallReturned,
    DoubtFound,
    ErrorShown,
    GraderErrorFound,
    NameKind,
    NoAnswer,
)
from initcourse.grading.execution.worker.streams import OutputStreams
from initcourse.grading.processes.channel import MessageChannel

ENDS_LOOPS = (StopIteration, StopAsyncIteration)
"""Errors of a student's function that are raised here as plain `Exception`, as they would silently end a loop."""


NEAR = "a value of type {type_name} arrives as one of Python's own"
"""Why a test is in doubt to which a value comes that is of a type of the student's own."""

MISSING = ("FileNotFoundError", "ModuleNotFoundError", "ImportError")
"""Errors of a test cell that the student's process might not have."""

MAX_REASON = 300
"""Characters of an error's text that are told."""

OF_REMOTE_FUNCTIONS = frozenset({"__name__", "__qualname__", "_judge"})
"""What a remote function has, besides that it can be called."""


class StudentGone(BaseException):
    """The student's process cannot answer: out of time, out of memory, dead. No check takes it for an error."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class GraderError(Exception):
    """A test cell does what cannot be graded: an error of the course, and never the student's zero."""


class Judge:
    """Gives a shell the remote functions that a test cell reads, and asks through `channel` what they return."""

    def __init__(self, shell: Any, streams: OutputStreams, channel: MessageChannel[Any]) -> None:
        self.shell, self.streams, self.channel = shell, streams, channel
        self.calls, self._doubted = 0, False

    def bind(self, names: Mapping[str, NameKind], payload: bytes, near: str) -> None:
        """Let the next cell find remote functions and values under these names; the payload holds the values.

        `near` is the type of one that arrives as another, or "".
        """
        self._doubted = False
        try:
            values = decode(payload, on_opaque=self._doubt_opaque) if payload else {}
        except NotSerializable:
            values = {}
        if not isinstance(values, dict):
            values = {}
        if near:
            self.doubt(NEAR.format(type_name=near))
        for name, kind in names.items():
            self.shell.user_ns.pop(name, None)
            if kind == "function":
                self.shell.user_ns[name] = RemoteFunction(name, self)
            elif kind == "value" and name in values:
                self.shell.user_ns[name] = values[name]
            elif kind in ("value", "unsent"):
                self.doubt(f"the value of {name} is too large to be sent")
                self.shell.user_ns[name] = OpaqueValue(type_name="value", text="a value that is too large")

    def doubt(self, reason: str) -> None:
        """Tell the driver, once a cell, that what the running cell asks for has not come as it is."""
        if not self._doubted:
            self._doubted = True
            self.streams.send(DoubtFound(reason=reason))

    def look_at(self, error: ErrorShown | None) -> None:
        """Doubt a cell that failed for want of a file or a module: the student's process may have it."""
        if error is not None and error.ename in MISSING:
            self.doubt(f"{error.ename}: {error.evalue}"[:MAX_REASON])

    def _doubt_opaque(self, value: OpaqueValue) -> None:
        self.doubt(f"a value of type {value.type_name} stays in the student's process")

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Return what the student's function returns for these arguments, or raise what it raises."""
        sent = [list(args), kwargs]
        try:
            arguments = encode(sent, strict=True)
        except NotSerializable as reason:
            if opaque := _opaque_argument(sent):
                raise _error(describe_error(TypeError(f"{name} cannot take {opaque!r}"))) from None
            self.streams.send(GraderErrorFound(reason=f"a test calls {name} with {reason}, which cannot cross"))
            raise GraderError(f"{name} cannot be called with {reason}") from reason
        answer, near = self._answer(name, arguments)
        if near:
            self.doubt(NEAR.format(type_name=near))
        try:
            result, raised = self._restored(sent, answer)
        except NotSerializable as reason:
            self.doubt(f"what came back is {reason}")
            raise _error(describe_error(Exception(f"what came back is {reason}"))) from None
        if raised is not None:
            if raised.class_name not in BUILTIN_ERRORS or raised.class_name in (kind.__name__ for kind in ENDS_LOOPS):
                self.doubt(f"{name} raises {raised.class_name}, which arrives as an error of Python's own")
            raise _error(raised)
        return result

    def _answer(self, name: str, arguments: bytes) -> tuple[bytes, str]:
        """Return the answer to a call, and the type of a value in it that arrives as another, or "".

        Raises `StudentGone` if there is none.

        Nothing but the answer to this very call can come: whatever else does is the end of this process.
        """
        self.calls += 1
        self.streams.send(CallFunctionOfStudent(number=self.calls, name=name), arguments)
        try:
            message = self.channel.receive()
        except EOFError:
            os._exit(1)  # nobody waits for a verdict any more
        record, payload = message or (None, b"")
        if getattr(record, "number", None) != self.calls:
            os._exit(1)
        match record:
            case NoAnswer(_, reason):
                raise StudentGone(reason)
            case CallReturned(_, near):
                return payload, near
        os._exit(1)

    def _restored(self, sent: list[Any], answer: bytes) -> tuple[Any, ErrorRecord | None]:
        """Bring the arguments to what they became; return the result and what was raised, if anything.

        Raises `NotSerializable` if this cannot be the answer to the call.
        """
        back = decode(answer, build=None, on_opaque=self._doubt_opaque)
        raised = back.pop("raised", None) if isinstance(back, dict) else None
        if not isinstance(back, dict) or not isinstance(raised, ErrorRecord | None):
            raise NotSerializable("not an answer to this call")
        if raised and not back:
            return None, raised
        if back.keys() != {"parts", "result"}:
            raise NotSerializable("not an answer to this call")
        return copy_restore(sent, back["parts"], back["result"]), raised


class RemoteFunction:
    """A function of the student's, which runs in the student's process: here it has a name and can be called.

    What a test asks of it besides, its signature or its docstring, it does not have: the cell is in doubt then.
    """

    def __init__(self, name: str, judge: Judge) -> None:
        self.__name__ = self.__qualname__ = name
        self.__doc__ = None
        self.__module__ = "__main__"
        self._judge = judge

    def __getattribute__(self, name: str) -> Any:
        """Return an attribute; tell the judge if it is one that the student's function alone has."""
        if name not in OF_REMOTE_FUNCTIONS:
            judge, own = object.__getattribute__(self, "_judge"), object.__getattribute__(self, "__name__")
            judge.doubt(f"the test asks for {name} of {own}, which the student's process alone knows")
        return object.__getattribute__(self, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the student's function."""
        return self._judge.call(self.__name__, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class _Raised(BaseException):
    """What a student's function raised, shown with the student's own traceback."""

    message: str = ""
    lines: Sequence[str] = ()

    def __str__(self) -> str:
        return self.message

    def _render_traceback_(self) -> list[str]:
        return list(self.lines) or [f"{type(self).__name__}: {self}"]


def _opaque_argument(value: Any) -> OpaqueValue | None:
    """Return a value of the student's own among the arguments, which another function of theirs had returned."""
    if isinstance(value, OpaqueValue):
        return value
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return next(filter(None, map(_opaque_argument, items)), None)


def _error(raised: ErrorRecord) -> BaseException:
    """Build the error that a student's process has sent, from classes of Python alone."""
    kind = BUILTIN_ERRORS[raised.builtin]
    if not issubclass(kind, Exception) or issubclass(kind, ENDS_LOOPS):
        kind = Exception
    name = raised.class_name if raised.class_name.isidentifier() else kind.__name__
    error: Any = kind.__new__(type(name, (_Raised, kind), {}))  # its own `__init__` may ask for arguments
    error.message, error.lines = raised.message, raised.lines
    return error
