"""Run the code cells of a notebook from the top in a fresh kernel, and tell which ended in an error.

The kernel is this very Python, whatever Jupyter is set up to start, and works in the notebook's folder; the notebook's
file is not touched. Outputs are not kept, so that they may be as large as they like. `initcourse check` calls this.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from initcourse.ready import RUNNING
from initcourse.student.notebook import StudentCell

INTERRUPT_SECONDS = 10
"""How long an interrupted cell may take to end; Keras needs a second or two to leave a training step."""

NOT_RUN = "This did not run"
"""The kind of error of a cell that comes after Python's end."""

MAX_MESSAGE = 2000
"""How many characters of an error's message are kept."""


@dataclass(frozen=True)
class CellError:
    """How a cell ended that did not end well: the error's class in `kind`, and its `message`."""

    kind: str
    message: str

    @property
    def not_written(self) -> bool:
        """Whether the cell met a function that is as it was released."""
        return self.kind == "NotImplementedError"

    @property
    def missing_name(self) -> str:
        """The name that the cell has missed, or nothing."""
        missed = re.match(r"name '(\w+)' is not defined", self.message) if self.kind == "NameError" else None
        return missed[1] if missed else ""

    @property
    def not_run(self) -> bool:
        """Whether Python had ended before the cell could run."""
        return self.kind == NOT_RUN

    def __str__(self) -> str:
        """Return what a student reads: a check's message as it is, any other error with its class before it."""
        if self.kind in ("CheckFailed", ""):
            return self.message
        return f"{self.kind}: {self.message}" if self.message else self.kind


def run_fresh(
    cells: Sequence[StudentCell], folder: Path, *, seconds: int, on_cell: Callable[[int], None]
) -> Mapping[int, CellError]:
    """Return the errors by the places of their cells in `cells`; a cell that could not run has one, too.

    A cell that takes longer than `seconds` is interrupted. `on_cell` is told how many cells were run before each one.
    """
    # the usual loop of Windows cannot wait for a kernel's sockets, and warns that a thread must
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        return runner.run(_run(cells, folder, seconds, on_cell))


async def _run(
    cells: Sequence[StudentCell], folder: Path, seconds: int, on_cell: Callable[[int], None]
) -> dict[int, CellError]:
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=_ThisPython())
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.text) for cell in cells])
    client = _Silent(notebook, km=manager, allow_errors=True, timeout=seconds)
    client.log.disabled = True  # what went wrong is in the errors that are returned
    # a module beside the notebook leaves no compiled file there
    environment = os.environ | {RUNNING: "1", "PYTHONDONTWRITEBYTECODE": "1"}
    errors: dict[int, CellError] = {}
    try:
        # what libraries write past Python belongs to no cell
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        await client.async_start_new_kernel(cwd=str(folder), env=environment, **silent)
        await client.async_start_new_kernel_client()
        lost: CellError | None = None
        for place in (place for place, cell in enumerate(cells) if cell.number):
            on_cell(cells[place].number - 1)
            error = lost or await _run_cell(client, manager, place, seconds)
            if error:
                errors[place] = error
            if error and not lost and not await _is_ready(client.kc):
                lost = CellError(NOT_RUN, f"Python ended, or did not stop, in {cells[place].name}.")
    finally:
        if client.kc is not None:
            client.kc.stop_channels()
        await manager.shutdown_kernel(now=True)
    return errors


async def _run_cell(client: NotebookClient, manager: AsyncKernelManager, place: int, seconds: int) -> CellError | None:
    """Run one cell and return the error that it ended in."""
    replies: list[dict[str, Any]] = []
    client.on_cell_executed = lambda execute_reply, **_: replies.append(execute_reply["content"])
    try:
        await client.async_execute_cell(client.nb.cells[place], place)
    except CellTimeoutError:
        await manager.interrupt_kernel()
        return CellError(
            "", f"This ran longer than {seconds} s and was stopped. Does a loop never end? --timeout allows more."
        )
    except DeadKernelError:
        return CellError("", "Python ended while this ran: it may have needed more memory than there is.")
    # the error that the cell shows may have been lost on its way: not all text can be sent, the reply always comes
    failed = [reply for reply in replies if reply["status"] != "ok"]
    return CellError(failed[0].get("ename", ""), failed[0].get("evalue", "")[:MAX_MESSAGE]) if failed else None


async def _is_ready(kernel: Any) -> bool:
    """Return whether the kernel can run another cell, after some seconds if it was interrupted."""
    try:
        await kernel.wait_for_ready(timeout=INTERRUPT_SECONDS)
    except RuntimeError:
        return False
    return True


class _Silent(NotebookClient):
    """Keeps nothing of what cells show."""

    def output(self, outs: list[Any], msg: dict[str, Any], display_id: str | None, cell_index: int) -> None:
        """Drop the message."""


class _ThisPython(KernelSpecManager):
    """Knows one kernel: the Python that runs this."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how the kernel is started."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name="this Python", language="python")
