"""A throw-away machine for `inside`: whatever a trick does in there, this one is safe.

Bubblewrap shows the system, Python and this clone read-only, gives folders in memory to write to, and namespaces of
processes, network and messages. It is the scene, not what is tested: the walls of `initcourse grade` are built in it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.tamper.scene import ROOT

SYSTEM = ("/usr", "/etc", "/opt", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
IN_MEMORY = ("/course", "/outside", "/home", "/tmp", "/var", "/dev/shm")
MOST = 2 << 30
"""Bytes that each folder in memory may hold."""

PATIENCE = 60
"""Seconds beyond those of the grading after which the box is closed, whatever it does."""


def available() -> bool:
    """Whether such a box can be made here."""
    if not shutil.which("bwrap"):
        return False
    return subprocess.run([*_command(Path("/usr"), False), "true"], capture_output=True).returncode == 0


def run_in_box(request: dict[str, Any], course: Path) -> dict[str, Any]:
    """Grade the course in a box as `inside` is asked to; return what it reports.

    Raises `RuntimeError` if it reports nothing. `initcourse grade` may build walls in there; plain nbgrader has none of
    root's powers.
    """
    inside = [sys.executable, "-m", "tests.tamper.inside"]
    command = _command(course, request["side"] == "ours") + inside
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            out, said = process.communicate(json.dumps(request), timeout=request["seconds"] + PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()  # its first process dies with it, and so do all others
            raise RuntimeError(f"the box of {request['side']} did not end") from None
        finally:
            process.kill()
    try:
        return json.loads(out)
    except ValueError:
        raise RuntimeError(f"the box of {request['side']} reported nothing:\n{said[-2000:]}") from None


def _command(course: Path, walls: bool) -> list[str]:
    python = {sys.base_prefix, os.path.realpath(sys.base_prefix), sys.prefix, str(ROOT)}
    words = ["bwrap", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--die-with-parent"]
    words += ["--as-pid-1", *(["--cap-add", "ALL"] if walls else [])]
    for path in filter(os.path.lexists, SYSTEM):
        words += ["--symlink", os.readlink(path), path] if os.path.islink(path) else ["--ro-bind", path, path]
    words += ["--proc", "/proc", "--dir", "/proc-for-walls", "--dev", "/dev"]
    for folder in IN_MEMORY:
        words += ["--size", str(MOST), "--perms", "1777", "--tmpfs", folder]
    for path in sorted(python):  # they may lie in a folder of those in memory
        words += ["--ro-bind", path, path]
    words += ["--ro-bind", str(course), "/template", "--chdir", "/", "--clearenv"]
    environment = {
        "PATH": f"{sys.prefix}/bin:/usr/bin:/bin",
        "HOME": "/home/ta",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return words + [word for name, value in environment.items() for word in ("--setenv", name, value)]
