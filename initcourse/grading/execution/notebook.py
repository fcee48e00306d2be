"""Run the cells of one notebook in warm processes: nbgrader's `Execute`, replaced, and the task that `batch` sends out.

The student's cells run in a process behind walls, test cells in a judge that never runs the student's code.
`nbgrader_config.py` puts `Execute` in nbgrader's place. `execute` is a function of its argument, which is plain data,
so that it runs in a thread here or on another machine.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute as NbGraderExecute
from traitlets import Bool, Dict, Float, Integer, List
from traitlets.config import Config

from initcourse.grading.course.names import skippable_cells, trust_boundary
from initcourse.grading.execution.cell_process import CellProcess, ready_judge, sandboxed_process, unsandboxed_process
from initcourse.grading.execution.fork_server import thread_server
from initcourse.grading.execution.outputs import CellOutputs, OutputBudget, normalize_credit
from initcourse.grading.execution.preload import MODULES
from initcourse.grading.execution.session import Cell, CellRun, Session
from initcourse.grading.execution.task import NOTEBOOK_SECONDS, SEED, Failure, Task, TaskResult
from initcourse.grading.sandbox.bubblewrap import Limits
from initcourse.grading.submission.reader import read_attached_files


def execute(task: Task) -> TaskResult:
    """Run the notebook in processes of this thread's fork server; nothing of them is left afterwards.

    Raises `CourseError` if the fork server does not start or the walls cannot be built.
    """
    begin = time.perf_counter()
    notebook = nbformat.from_dict(json.loads(task.notebook))
    runner = Execute(
        config=Config(
            {
                "Execute": {
                    **{f.name: getattr(task.options, f.name) for f in fields(task.options)},
                    "limits": asdict(task.options.limits),
                    "modules": list(task.options.modules),
                }
            }
        ),
        task=task,
    )
    runner.preprocess(notebook, {})
    seconds = time.perf_counter() - begin
    ended = [process.kernel for process in runner.ended]
    cpu, most = sum(kernel.cpu for kernel in ended), max((kernel.max_rss for kernel in ended), default=0)
    return TaskResult(json.dumps(notebook), runner.trouble, runner.faults, seconds, cpu, most)


class Execute(NbGraderExecute):
    """nbgrader's Execute in forked processes: same outputs, without the seconds in which a fresh kernel imports.

    Cells that the source tags `show` are left out. A process that dies, or that cannot be stopped when its time is up,
    costs the cell that it happened in; `trouble` and `faults` say which.
    """

    seed = Integer(SEED, help="Seeds Python's, NumPy's and Keras' global generators before the first cell.").tag(
        config=True
    )
    modules = List(list(MODULES), help="What a warm process finds imported.").tag(config=True)
    notebook_timeout = Float(NOTEBOOK_SECONDS, help="Seconds that a notebook may take in all.").tag(config=True)
    sandbox = Bool(True, help="Run the student's code behind walls; without them it can do what you can do.").tag(
        config=True
    )
    judge = Bool(True, help="Run test cells apart from the student's code, which can otherwise write its score.").tag(
        config=True
    )
    limits = Dict({}, help="What a hand-in may use, such as {'memory': 8 << 30}; see sandbox.Limits.").tag(config=True)
    stop_at_error = Bool(False, help="Run no cell after one that failed.").tag(config=True)
    run_show_cells = Bool(False, help="Run the cells that the source tags `show`, too.").tag(config=True)

    def __init__(self, *args: Any, task: Task | None = None, **kwargs: Any) -> None:
        """Take what is known of the notebook; without a task, the course's folder is asked."""
        super().__init__(*args, **kwargs)
        self._task = task
        self.trouble: dict[str, str] = {}
        self.faults: dict[str, str] = {}
        self.ended: list[CellProcess] = []

    def preprocess(self, nb: NotebookNode, resources: dict | None = None) -> tuple[NotebookNode, dict | None]:
        """Run the notebook in place; once more, from the beginning, if the fork server dies while it works."""
        self.nb, self.resources = nb, resources or {}
        task = self._task or self._task_in_course(nb)
        nb.metadata.setdefault("language_info", NotebookNode(name="python", pygments_lexer="ipython3"))
        for last in (False, True):
            server = thread_server(self.modules)
            server.start()
            pid = server.pid
            self._run(nb, task)
            if last or server.pid == pid:
                break
        return nb, resources

    def _run(self, nb: NotebookNode, task: Task) -> None:
        self.reset_execution_trackers()
        self.trouble, self.faults, self._count, self._room = {}, {}, 0, OutputBudget()
        skip = frozenset() if self.run_show_cells else task.skipped
        session = self._session(task)
        judged = task.boundary.judged if self.judge and task.boundary else frozenset()
        try:
            for index, cell in enumerate(nb.cells):
                if cell.cell_type == "code" and index not in skip and cell.source.strip():
                    self._run_cell(session, cell, index, judged)
                    if self.stop_at_error and any(output.output_type == "error" for output in cell.outputs):
                        break
        finally:
            session.close()
            self.ended = session.ended

    def _session(self, task: Task) -> Session:
        server = thread_server(self.modules)

        def start() -> CellProcess:
            if self.sandbox:
                process = sandboxed_process(server, self.seed, Limits(**self.limits))
            else:
                process = unsandboxed_process(server, self.seed)
            sizes = {name: len(content) for name, content in task.files.items()}
            process.send({"files": sizes}, b"".join(task.files.values()))
            return process

        names = task.boundary.names if task.boundary else frozenset()
        return Session(start, lambda: ready_judge(server, self.seed), names, time.monotonic() + self.notebook_timeout)

    def _run_cell(self, session: Session, cell: NotebookNode, index: int, judged: frozenset[str]) -> None:
        """Run one cell: in the judge if it is a test that is `judged`, in the student's process if not.

        A judged cell that is no test is one that tests build on: it runs in both.
        """
        meta = cell.metadata.get("nbgrader", {})
        tested = bool(meta.get("grade")) and not meta.get("solution")
        apart = meta.get("grade_id") in judged
        outputs = CellOutputs(self, cell, index, self._room, tested=tested)
        self._count += 1
        cell.execution_count = self._count
        asked = Cell(cell.source, self._count, self._get_timeout(cell))
        if apart and tested:
            ran = session.judge(asked, outputs)
        else:
            ran = session.run(asked, outputs.put)
            if apart:
                session.judge(
                    asked, CellOutputs(self, nbformat.v4.new_code_cell(), index, OutputBudget(), tested=False)
                )
        self._tell(ran, cell, index)
        if tested:
            normalize_credit(cell)

    def _tell(self, ran: CellRun, cell: NotebookNode, index: int) -> None:
        """Keep what went wrong, and have an error among the outputs of a cell in which something did."""
        identity = cell.get("id", "")
        if ran.trouble:
            self.trouble[identity] = ran.trouble
        if ran.fault:
            self.faults[identity] = ran.fault
            return _fail(cell, "JudgeError", ran.fault)
        reply = ran.reply
        if ran.trouble and (reply is None or reply.get("status") != "error"):
            if ran.trouble != Failure.TIMED_OUT:
                why = "the kernel died" if ran.trouble == Failure.DIED else ran.trouble
                return _fail(cell, "DeadKernelError", why)
            reply = self.error_on_timeout | {"status": "error"}
        if reply.get("status") == "error":
            told = {name: str(reply.get(name, "")) for name in ("ename", "evalue")}
            reply = told | {"status": "error", "traceback": list(reply.get("traceback", ()))}
            self.on_cell_executed(cell=cell, cell_index=index, execute_reply={"content": reply})

    def _task_in_course(self, nb: NotebookNode) -> Task:
        """Find by the converter that runs this preprocessor the source notebook and the files beside the hand-in."""
        folder = Path(self.resources.get("metadata", {}).get("path") or ".")
        files = beside(folder)
        names = self.resources.get("nbgrader")
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if not names or coursedir is None:
            return Task("", files)
        path = Path(coursedir.format_path(coursedir.source_directory, ".", names["assignment"]))
        path = path / f"{names['notebook']}.ipynb"
        if not path.is_file():
            return Task("", files)
        source = nbformat.read(path, as_version=4)
        return Task("", files, skippable_cells(nb, source), boundary=trust_boundary(source))


def beside(folder: Path) -> dict[str, bytes]:
    """Read the files beside a notebook that nbgrader has put into `folder`, links left out."""
    return read_attached_files(folder, ())[0]


def _fail(cell: NotebookNode, ename: str, evalue: str) -> None:
    """Add an error to the cell's outputs, as the kernel would have."""
    cell.outputs.append(nbformat.v4.new_output("error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"]))
