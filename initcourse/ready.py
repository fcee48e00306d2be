"""The last cell of a notebook: `ready()` tells what is left to do before it is handed in.

It runs `initcourse check` on the saved file in a process of its own. Where nobody sits in front of the notebook, as
when it is graded, it prints one line and does nothing else.

    from initcourse.ready import ready

    ready()
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

NOT_ASKED = "ready() checks the saved notebook when you run this cell yourself; in a terminal `initcourse check` does."

RUNNING = "INITCOURSE_CHECK"
"""The environment variable by which `initcourse check` tells this cell that it is run by a check."""

WIDTH = 100
"""Characters in a line of the report: a notebook's page has room for them."""


def ready() -> None:
    """Print what `initcourse check` finds in this notebook as it was saved."""
    shell: Any = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if not _is_asked(shell):
        return print(NOT_ASKED)
    path = find_notebook(shell.user_ns, os.environ, Path.cwd())
    if path is None:
        return print(
            "This notebook's file could not be found. Save it, and run in a terminal, in its folder:\n"
            "    initcourse check NOTEBOOK.ipynb"
        )
    open_ = unsaved(path, shell.history_manager.input_hist_raw)
    for name in open_:
        print(f"{name}: what you ran last is not in the saved file.")
    if open_:
        return print(f"Save {path.name} (Ctrl+S), and run this cell again.")
    saved = time.strftime("%H:%M:%S", time.localtime(path.stat().st_mtime))
    print(f"Looking at {path.name} as it was saved at {saved}, from the top; that takes a minute or two.")
    _check(path)


def find_notebook(namespace: Mapping[str, Any], environment: Mapping[str, str], folder: Path) -> Path | None:
    """Return the file of the notebook whose kernel this is, or None if it cannot be known.

    VS Code puts it into the `namespace`, Jupyter into the `environment`; otherwise it is the one notebook with the name
    of an assignment in the working `folder`.
    """
    from initcourse.student.cell_table import packaged_tables

    told = str(namespace.get("__vsc_ipynb_file__") or environment.get("JPY_SESSION_NAME") or "")
    named = re.match(r".*?\.ipynb(?=$|-)", told, flags=re.DOTALL)  # front ends may add "-" and an id
    if named and (folder / named[0]).is_file():
        return folder / named[0]
    known = [folder / f"{table.assignment}.ipynb" for table in packaged_tables()]
    there = [path for path in known if path.is_file()]
    return there[0] if len(there) == 1 else None


def unsaved(path: Path, inputs: Sequence[str]) -> list[str]:
    """Return the names of answers whose last definition among `inputs`, what ran in order, is in no saved cell."""
    from initcourse.student.cell_table import packaged_tables
    from initcourse.student.notebook import UnreadableNotebook, read_student_notebook

    try:
        saved = {cell.text.strip() for cell in read_student_notebook(path)}
    except UnreadableNotebook:
        return []  # the check says so
    answers = dict.fromkeys(name for table in packaged_tables() for name in table.answers)
    last = {name: next((code for code in reversed(inputs) if _defines(code, name)), None) for name in answers}
    return [name for name, code in last.items() if code is not None and code.strip() not in saved]


def _defines(code: str, name: str) -> bool:
    return re.search(rf"^(def|class) {re.escape(name)}\b|^{re.escape(name)} *=[^=]", code, re.MULTILINE) is not None


def _is_asked(shell: Any) -> bool:
    """Return whether a person has run this cell: front ends say which cell they run, graders do not."""
    if RUNNING in os.environ or not hasattr(shell, "get_parent"):
        return False
    return bool(shell.get_parent().get("metadata"))


def _check(path: Path) -> None:
    """Run the command on the file, and print its lines as they come."""
    command = [sys.executable, "-P", "-m", "initcourse", "check", str(path)]
    environment = os.environ | {"COLUMNS": str(WIDTH), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8"
    ) as process:
        try:
            for line in process.stdout or ():
                print(line, end="", flush=True)
        finally:
            process.terminate()  # when the cell is interrupted; a process that has ended takes no notice
