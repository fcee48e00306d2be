"""Run the cells of one notebook in a warm kernel: nbgrader's `Execute`, replaced, and the task that `batch` sends out.

`nbgrader_config.py` puts `Execute` in nbgrader's place. `execute` is a function of its argument, which is plain data,
so that it runs in a thread here or on another machine.
"""

from __future__ import annotations

import atexit
import json
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute as NbGraderExecute
from traitlets import Bool, Integer, List
from traitlets.config import Config

from initcourse.grading.kernels import MODULES, ForkedKernel, thread_server
from initcourse.grading.provisioner import WarmKernelManager
from initcourse.grading.show import left_out

SEED = 20240229
"""What every kernel's global generators are seeded with, so that a grade does not depend on luck."""

TIMED_OUT, DIED = "timed out", "kernel died"


@dataclass(frozen=True)
class Task:
    """A sanitized notebook (as JSON) to run, with the `files` handed in beside it, by relative path.

    Cells whose index is in `left_out` are not run; `traits` configures `Execute`, such as `{"timeout": 30}`.
    """

    notebook: str
    files: dict[str, bytes] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    traits: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Executed:
    """The notebook (as JSON) with its outputs, `trouble` by cell id ("timed out" or "kernel died"), and what it cost.

    `seconds` is wall time, `cpu` the seconds that the kernel computed, `max_rss` its memory in bytes at most.
    """

    notebook: str
    trouble: dict[str, str]
    seconds: float
    cpu: float
    max_rss: int


def execute(task: Task) -> Executed:
    """Run the notebook in a kernel of this thread's fork server, in a folder of its own that is gone afterwards.

    Raises `CourseError` if the fork server does not start. If the server dies while it works, or the kernel before its
    first cell, the notebook is run once more, from the beginning.
    """
    begin = time.perf_counter()
    for last in (False, True):
        notebook = nbformat.from_dict(json.loads(task.notebook))
        runner = Execute(config=Config({"Execute": task.traits}), skipped=task.left_out)
        with tempfile.TemporaryDirectory(prefix="hand-in-", ignore_cleanup_errors=True) as folder:
            _write_files(Path(folder), task.files)
            try:
                runner.preprocess(notebook, {"metadata": {"path": folder}})
            except RuntimeError:  # what `WarmKernelClient` raises
                if last:
                    raise
                continue
        if last or not runner.server_died:
            break
    seconds = time.perf_counter() - begin
    return Executed(json.dumps(notebook), runner.trouble, seconds, runner.kernel.cpu, runner.kernel.max_rss)


class Execute(NbGraderExecute):
    """nbgrader's Execute on a warm kernel: same outputs, without the seconds in which a fresh kernel imports.

    Cells that the source tags `show` are left out. A kernel that dies, or that cannot be stopped when its time is up,
    costs the cells from there on, not the whole hand-in; `trouble` says which cell, and `kernel` what it all cost.
    """

    seed = Integer(SEED, help="Seeds Python's, NumPy's and Keras' global generators before the first cell.").tag(
        config=True
    )
    modules = List(list(MODULES), help="What a warm kernel finds imported.").tag(config=True)
    run_show_cells = Bool(False, help="Run the cells that the source tags `show`, too.").tag(config=True)

    def __init__(self, *args: Any, skipped: frozenset[int] | None = None, **kwargs: Any) -> None:
        """Take the indexes of the cells to skip; without them, the source notebook is asked."""
        super().__init__(*args, **kwargs)
        self._skipped = skipped
        self.trouble: dict[str, str] = {}
        self.kernel = ForkedKernel.none()

    @property
    def server_died(self) -> bool:
        """Whether the fork server that ran the notebook is gone: the kernel's death then says nothing about it."""
        return self._gone and self._server.pid != self._server_pid

    def preprocess(self, nb: NotebookNode, resources: dict | None = None) -> tuple[NotebookNode, dict | None]:
        """Run the notebook in place."""
        self.nb, self.km, self.kc, self.owns_km = nb, None, None, True
        self.resources = resources or {}
        self.trouble, self._gone = {}, False
        self._skip = frozenset() if self.run_show_cells else self._skipped
        if self._skip is None:
            self._skip = self._left_out_by_source(nb)
        with tempfile.TemporaryDirectory(prefix="home-", ignore_cleanup_errors=True) as self._home:
            try:
                self.execute()
            finally:
                atexit.unregister(self._cleanup_kernel)  # nbclient leaves it behind if the kernel does not start
        return nb, resources

    def _left_out_by_source(self, nb: NotebookNode) -> frozenset[int]:
        """Find the source notebook by the course folder of the converter that runs this preprocessor."""
        names = self.resources.get("nbgrader")
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if not names or coursedir is None:
            return frozenset()
        folder = coursedir.format_path(coursedir.source_directory, ".", names["assignment"])
        source = Path(folder) / f"{names['notebook']}.ipynb"
        return left_out(nb, nbformat.read(source, as_version=4)) if source.is_file() else frozenset()

    def create_kernel_manager(self) -> WarmKernelManager:
        """Return a manager for one kernel of this thread's fork server."""
        self._server = thread_server(self.modules)
        self._server.start()
        self._server_pid = self._server.pid
        self.km = WarmKernelManager(fork_server=self._server, seed=self.seed, config=self.config)
        return self.km

    async def async_start_new_kernel(self, **kwargs: Any) -> None:
        """Start the kernel with a home and a temporary folder of its own: no profile and no file is shared."""
        own = dict.fromkeys(("HOME", "IPYTHONDIR", "TMPDIR"), self._home)
        await super().async_start_new_kernel(env={**os.environ, **own}, **kwargs)
        self.kernel = self.km.provisioner.process

    async def async_execute_cell(self, cell: NotebookNode, cell_index: int, **options: Any) -> NotebookNode:
        """Run one cell, unless it only shows or there is no kernel to run it any more."""
        if cell.cell_type != "code" or cell_index in self._skip or not cell.source.strip():
            return cell
        if self._gone:
            return _failed(cell, "NotRun", f"not run: {' and '.join(_lines(self.trouble))}")
        try:
            return await super().async_execute_cell(cell, cell_index, **options)
        except DeadKernelError:
            return await self._give_up(cell, DIED)
        except CellTimeoutError:
            return await self._give_up(cell, TIMED_OUT)

    def on_cell_executed(self, **kwargs: Any) -> None:
        """Note a cell that was stopped when its time was up; nbgrader adds the error to its outputs."""
        if kwargs["execute_reply"]["content"].get("ename") == self.error_on_timeout["ename"]:
            self.trouble[kwargs["cell"].get("id", "")] = TIMED_OUT
        super().on_cell_executed(**kwargs)

    async def _give_up(self, cell: NotebookNode, why: str) -> NotebookNode:
        """End the kernel; no cell from here on is run."""
        self._gone = True
        self.trouble[cell.get("id", "")] = why
        self.kernel.kill()
        self.kernel.wait()
        error = self.error_on_timeout["ename"] if why == TIMED_OUT else "DeadKernelError"
        return _failed(cell, error, f"the {why if why == DIED else 'time was up and the kernel did not stop'}")


def _failed(cell: NotebookNode, ename: str, evalue: str) -> NotebookNode:
    """Add an error to the cell's outputs, as the kernel would have."""
    cell.outputs.append(nbformat.v4.new_output("error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"]))
    return cell


def _lines(trouble: dict[str, str]) -> list[str]:
    return [f"{why} in cell {cell}" for cell, why in trouble.items()]


def _write_files(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
