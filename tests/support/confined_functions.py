"""Functions for tests of confined calls: each takes bytes, and does to its process what hostile bytes might."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path


def reverse(data: bytes) -> bytes:
    return data[::-1]


def raises(data: bytes) -> bytes:
    raise KeyError(data.decode())


def takes_memory(data: bytes) -> bytes:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def takes_memory_quietly(data: bytes) -> bytes:
    """Take memory in many small pieces, which Python notices only when there is none left for its own words."""
    held = [None]
    while True:
        held = [held, "x" * 10_000]  # type: ignore[list-item]


def computes(data: bytes) -> bytes:
    while True:
        pass


def sleeps(data: bytes) -> bytes:
    time.sleep(1_000)
    return b""


def crashes(data: bytes) -> bytes:
    os.abort()


def exits(data: bytes) -> bytes:
    os._exit(0)


def returns_much(data: bytes) -> bytes:
    return bytes(int(data))


def looks_around(data: bytes) -> bytes:
    """Say which of these paths can be seen, and whether a socket can be connected."""
    seen = [path for path in data.decode().split("\n") if Path(path).exists()]
    try:
        socket.create_connection(("127.0.0.1", 22), timeout=1).close()
        seen.append("network")
    except OSError as error:
        seen.append(type(error).__name__)
    return "\n".join(seen).encode()


def writes(data: bytes) -> bytes:
    """Leave a file in every folder that can be written to; say what was there before."""
    found = []
    for folder in ("/tmp", "/dev/shm", "/home/student", "/"):
        found += [path for path in os.listdir(folder) if path.startswith("left")]
        try:
            Path(folder, "left").write_bytes(b"x")
        except OSError:
            continue
    return ",".join(found).encode()
