"""A process that is confined to one call: it gets bytes, calls a function of ours, answers, and ends."""

from __future__ import annotations

import contextlib
import importlib
import resource
import socket

from initcourse.grading.processes.channel import MessageChannel, Record
from initcourse.grading.processes.messages import ConfinedCall, ConfinedError, ConfinedResult
from initcourse.grading.sandbox.enter import set_limit

MAX_ERROR = 500
"""Characters of an error that are sent."""


def answer_call(connection: socket.socket, _: int | None) -> int:
    """Answer the one call that comes through `connection`; return the exit status."""
    channel: MessageChannel[ConfinedCall] = MessageChannel(connection, ConfinedCall)
    with contextlib.suppress(EOFError):  # nobody waits any more
        message = channel.receive()
        if message is not None:
            channel.send(*_answer(*message))
    return 0


def _answer(request: ConfinedCall, payload: bytes) -> tuple[Record, bytes]:
    module, _, name = request.function.partition(":")
    set_limit(resource.RLIMIT_DATA, request.memory)
    set_limit(resource.RLIMIT_CPU, request.seconds)
    try:
        return ConfinedResult(), getattr(importlib.import_module(module), name)(payload)
    except MemoryError:
        return ConfinedError(error="not enough memory", memory=True), b""
    except Exception as error:
        return ConfinedError(error=f"{type(error).__name__}: {error}"[:MAX_ERROR]), b""
