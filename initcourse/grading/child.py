"""What a fork server's child becomes: a Jupyter kernel, or a runner of cells, behind walls or not."""

from __future__ import annotations

import contextlib
import json
import os
import socket
from dataclasses import dataclass, field
from typing import Any

from initcourse.grading.inside import enter
from initcourse.grading.runner import run_cells
from initcourse.grading.usage import Usage
from initcourse.grading.warmkernel import inherit, run_kernel


@dataclass
class Child:
    """A forked kernel or fork server: its process, who asked for it, and what watches its sandbox if it has one."""

    pid: int
    connection: socket.socket
    usage: Usage | None = None
    received: bytes = field(default=b"")


def become(
    request: dict[str, Any],
    connection: socket.socket,
    passed: list[int],
    imports_env: dict[str, str],
    usage: Usage | None,
) -> int:
    """Turn this forked process into what was asked for and say so; return its exit status at the end."""
    pid = os.getpid()
    if usage:
        pid = _enter(request["walls"], usage.pidfd, connection, passed)
    tell(connection, pid=pid)
    connection.close()
    inherit(request["env"], request["cwd"], imports_env)
    if passed:
        return run_cells(socket.socket(fileno=passed[0]), request["seed"])
    return run_kernel(request["argv"], request["seed"])


def _enter(walls: dict[str, Any], pidfd: int, connection: socket.socket, passed: list[int]) -> int:
    """Go behind the walls, or say why not and end; return this process's number outside."""
    try:
        return enter(walls, pidfd, [connection.fileno(), *passed])
    except (OSError, RuntimeError) as error:
        tell(connection, error=str(error))
        os._exit(1)


def read_request(connection: socket.socket) -> tuple[bytes, list[int]]:
    """Return the line that the owner sent, with the file descriptors that came along; nothing if it hung up."""
    line, passed, *_ = socket.recv_fds(connection, 1 << 16, 1)
    while line and not line.endswith(b"\n"):
        more = connection.recv(1 << 16)
        line = line + more if more else b""
    return line, list(passed)


def tell(connection: socket.socket, **message: float | str) -> None:
    """Send one message to whoever asked, if they still listen."""
    with contextlib.suppress(OSError):
        connection.sendall(json.dumps(message).encode() + b"\n")
