"""Import TensorFlow without the log lines that its native libraries print on a machine without a GPU.

A stray line on stderr in a test cell would cost a student points in plain nbgrader, and says nothing to anyone.
TensorFlow prints some of these lines before its own log level applies, so the file descriptor is closed to them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def native_stderr_discarded() -> Iterator[None]:
    """Discard what native code writes to file descriptor 2; Python's own warnings and errors still show."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
