"""Run the cells of one notebook in a warm kernel: nbgrader's `Execute`, replaced, and the task that `batch` sends out.

`nbgrader_config.py` puts `Execute` in nbgrader's place. `execute` is a function of its argument, which is plain data,
so that it runs in a thread here or on another machine.
"""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute as NbGraderExecute
from traitlets import Bool, Integer, List
from traitlets.config import Config

from initcourse.grading.forked import ForkedKernel
from initcourse.grading.kernels import MODULES, thread_server
from initcourse.grading.show import left_out
from initcourse.grading.wire import Wire

SEED = 20240229
"""What every kernel's global generators are seeded with, so that a grade does not depend on luck."""

TIMED_OUT, DIED = "timed out", "kernel died"

GRACE = 5.0
"""Seconds in which an interrupted cell must stop."""

MOST_OUTPUT = 5_000_000
"""Characters of output that a cell may keep; pictures of the course have a hundredth of it."""

CUT_OFF = f"[this cell wrote more than {MOST_OUTPUT:,} characters; the rest is left out]"


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
            runner.preprocess(notebook, {"metadata": {"path": folder}})
        if last or not runner.server_died:
            break
    seconds = time.perf_counter() - begin
    return Executed(json.dumps(notebook), runner.trouble, seconds, runner.kernel.cpu, runner.kernel.max_rss)


class Execute(NbGraderExecute):
    """nbgrader's Execute in a forked process: same outputs, without the seconds in which a fresh kernel imports.

    Cells that the source tags `show` are left out. A process that dies, or that cannot be stopped when its time is up,
    costs the cells from there on, not the whole hand-in; `trouble` says which cell, and `kernel` what it all cost.
    """

    seed = Integer(SEED, help="Seeds Python's, NumPy's and Keras' global generators before the first cell.").tag(
        config=True
    )
    modules = List(list(MODULES), help="What a warm kernel finds imported.").tag(config=True)
    stop_at_error = Bool(False, help="Run no cell after one that failed.").tag(config=True)
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
        self.nb, self.resources = nb, resources or {}
        self.reset_execution_trackers()
        self.trouble, self._gone = {}, False
        skip = frozenset() if self.run_show_cells else self._skipped
        if skip is None:
            skip = self._left_out_by_source(nb)
        nb.metadata.setdefault("language_info", NotebookNode(name="python", pygments_lexer="ipython3"))
        with tempfile.TemporaryDirectory(prefix="home-", ignore_cleanup_errors=True) as home, self._start(home) as wire:
            for index, cell in enumerate(nb.cells):
                if cell.cell_type == "code" and index not in skip and cell.source.strip():
                    self._run_cell(wire, cell, index)
                    if self.stop_at_error and any(output.output_type == "error" for output in cell.outputs):
                        break
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

    @contextmanager
    def _start(self, home: str) -> Iterator[Wire]:
        """Fork the process, with a home and a temporary folder of its own: no profile and no file is shared."""
        self._server = thread_server(self.modules)
        env = os.environ | dict.fromkeys(("HOME", "IPYTHONDIR", "TMPDIR"), home)
        cwd = self.resources.get("metadata", {}).get("path") or os.getcwd()
        self.kernel, connection = self._server.fork_runner(env, cwd, self.seed)
        self._server_pid = self._server.pid
        try:
            with connection:
                yield Wire(connection)
        finally:
            self._end()

    def _run_cell(self, wire: Wire, cell: NotebookNode, index: int) -> None:
        """Run one cell, unless there is nothing to run it any more."""
        cell.outputs, self.clear_before_next_output, self._length = [], False, 0
        if self._gone:
            return _fail(cell, "NotRun", f"not run: {' and '.join(_lines(self.trouble))}")
        timeout = self._get_timeout(cell)
        try:
            wire.send({"code": cell.source})
            reply = self._hear(wire, cell, index, timeout)
            if reply is None:
                self.trouble[cell.get("id", "")] = TIMED_OUT
                self.kernel.send_signal(signal.SIGINT)
                if self._hear(wire, cell, index, GRACE) is None:
                    self._gone = True
                    self._end()
                reply = self.error_on_timeout | {"status": "error"}
        except EOFError:
            self._gone = True
            self.trouble[cell.get("id", "")] = DIED
            return _fail(cell, "DeadKernelError", f"the {DIED}")
        self.on_cell_executed(cell=cell, cell_index=index, execute_reply={"content": reply})

    def _hear(self, wire: Wire, cell: NotebookNode, index: int, seconds: float | None) -> dict | None:
        """Put what the process sends into the cell's outputs until it replies; None if that takes too long."""
        end = None if seconds is None else time.monotonic() + seconds
        while (message := wire.receive(end)) is not None:
            try:
                if message["msg_type"] == "execute_reply":
                    cell.execution_count = int(message["content"]["execution_count"])
                    return {"status": message["content"]["status"], **message["content"]}
                self._put(message, cell, index)
            except (
                KeyError,
                TypeError,
                ValueError,
                AttributeError,
            ) as error:  # student code wrote it
                raise EOFError from error
        return None

    def _put(self, message: dict, cell: NotebookNode, index: int) -> None:
        """Put one message into the cell's outputs, as long as there is room."""
        room, content = MOST_OUTPUT - self._length, message["content"]
        length = len(content["text"]) if message["msg_type"] == "stream" else len(json.dumps(content))
        decides = message["msg_type"] in ("error", "execute_result") and length < MOST_OUTPUT  # these decide the points
        self._length += 0 if decides else length
        if room <= 0 and not decides:
            return
        if self._length > MOST_OUTPUT and not decides:
            content = {"name": "stdout", "text": f"{str(content.get('text', ''))[:room]}\n{CUT_OFF}\n"}
            message = {"msg_type": "stream", "content": content}
        last = cell.outputs[-1] if cell.outputs and not self.clear_before_next_output else {}
        if message["msg_type"] == "stream" == last.get("output_type") and last.name == content["name"]:
            last.text += content["text"]
        else:
            self.process_message(message | {"header": message, "parent_header": {}}, cell, index)

    def _end(self) -> None:
        """End the process with whatever it started."""
        self.kernel.kill()
        self.kernel.wait()


def _fail(cell: NotebookNode, ename: str, evalue: str) -> None:
    """Add an error to the cell's outputs, as the kernel would have."""
    cell.outputs.append(nbformat.v4.new_output("error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"]))


def _lines(trouble: dict[str, str]) -> list[str]:
    return [f"{why} in cell {cell}" for cell, why in trouble.items()]


def _write_files(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
