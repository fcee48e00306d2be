"""Run the cells of one notebook: what class runs send out as a `Task`, and nbgrader's `Execute`, replaced.

Student cells run in a sandboxed process, test cells in the judge, which never runs student code. `execute` depends on
nothing but its argument and the warm processes of its thread (`cell_process.thread_factory`), so that it runs in any
thread here or on another machine. `nbgrader_config.py` puts `Execute` in the place of nbgrader's.
"""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute as NbGraderExecute
from traitlets import Bool, Dict, Float, Integer, List

from initcourse.grading.course.names import SHOW_TAG, trust_boundary
from initcourse.grading.course.nbgrader import source_of
from initcourse.grading.execution.cell_process import CellProcess, thread_factory
from initcourse.grading.execution.messages import ErrorShown
from initcourse.grading.execution.outputs import CellOutputs, NotebookOutputs, normalize_credit
from initcourse.grading.execution.preload import MODULES
from initcourse.grading.execution.session import Cell, CellRun, Session
from initcourse.grading.execution.task import (
    NOTEBOOK_SECONDS,
    SEED,
    SHOW_CELL_SECONDS,
    ExecutionOptions,
    Failure,
    Task,
    TaskResult,
)
from initcourse.grading.submission.folder import collect_hand_in
from initcourse.grading.submission.model import Submission
from initcourse.grading.submission.reading import attached_files


def execute(task: Task) -> TaskResult:
    """Run the notebook in processes of this thread's fork server; nothing of them is left afterwards.

    Raises `CourseError` if the fork server does not start or a sandbox cannot be built.
    """
    begin = time.perf_counter()
    notebook = nbformat.from_dict(json.loads(task.notebook))
    run = NotebookRun(task)
    run.run(notebook)
    ended = [process.process.ended for process in run.processes if process.process.ended]
    return TaskResult(
        notebook=json.dumps(notebook),
        failures=run.failures,
        grader_errors=run.grader_errors,
        seconds=time.perf_counter() - begin,
        cpu=sum(end.cpu for end in ended),
        max_rss=max((end.max_rss for end in ended), default=0),
    )


class NotebookRun:
    """Runs a notebook as a task says; its `notebook` field is not read.

    `failures` and `grader_errors` say by cell id what went wrong; `processes` are the student's, ended.
    """

    def __init__(self, task: Task) -> None:
        self.task, self.options = task, task.options
        self.failures: dict[str, Failure] = {}
        self.grader_errors: dict[str, str] = {}
        self.processes: list[CellProcess] = []
        self._count = 0

    def run(self, notebook: NotebookNode) -> None:
        """Fill the outputs in place; once more, from the beginning, if the fork server dies meanwhile."""
        notebook.metadata.setdefault("language_info", NotebookNode(name="python", pygments_lexer="ipython3"))
        server = thread_factory(self.options.modules).server
        for _ in range(2):
            server.start()
            pid = server.pid
            self._run_once(notebook)
            if server.pid == pid:
                break

    def _run_once(self, notebook: NotebookNode) -> None:
        self.failures, self.grader_errors, self._count = {}, {}, 0
        skipped = frozenset() if self.options.run_show_cells else self.task.skipped
        boundary = self.task.boundary
        judged = boundary.judged if self.options.judge and boundary else frozenset()
        outputs = NotebookOutputs()
        session = Session(
            factory=thread_factory(self.options.modules),
            options=self.options,
            files=self.task.files,
            names=boundary.names if boundary else frozenset(),
            seconds=self.options.notebook_timeout,
        )
        try:
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type == "code" and index not in skipped and cell.source.strip():
                    self._run_cell(session, outputs, cell, judged)
                    if self.options.stop_at_error and any(o.output_type == "error" for o in cell.outputs):
                        break
        finally:
            session.close()
            self.processes = session.ended

    def _run_cell(self, session: Session, outputs: NotebookOutputs, cell: NotebookNode, judged: frozenset[str]) -> None:
        """Run one cell: in the judge if it is a test that is `judged`, in the student's process if not.

        A judged cell that is not a test is one that tests build on: it runs in both.
        """
        metadata = cell.metadata.get("nbgrader", {})
        tested = bool(metadata.get("grade")) and not metadata.get("solution")
        in_judge = metadata.get("grade_id") in judged
        cell_outputs = outputs.begin(cell, tested=tested)
        self._count += 1
        cell.execution_count = self._count
        request = Cell(cell.source, self._count, self._seconds(cell))
        if in_judge and tested:
            run = session.run_test(request, cell_outputs)
        else:
            run = session.run(request, cell_outputs.put)
            if in_judge:
                session.run_test(request, CellOutputs.scratch())
        self._record(run, cell_outputs)
        if tested:
            normalize_credit(cell)

    def _seconds(self, cell: NotebookNode) -> float | None:
        """Return what the cell may take, None without a limit; one hang does not make every picture wait for long."""
        longer = SHOW_TAG in cell.metadata.get("tags", ()) and Failure.TIMED_OUT not in self.failures.values()
        seconds = self.options.show_timeout if longer else self.options.timeout
        return seconds if seconds and seconds > 0 else None

    def _record(self, run: CellRun, outputs: CellOutputs) -> None:
        """Keep what went wrong, and see that a cell in which something did has an error among its outputs."""
        cell_id = outputs.cell.get("id", "")
        error = run.ended.error if run.ended else None
        if run.failure:
            self.failures[cell_id] = run.failure
        if run.grader_error:
            self.grader_errors[cell_id] = run.grader_error
            return outputs.fail("GraderError", run.grader_error)
        if run.failure and error is None:
            if run.failure != Failure.TIMED_OUT:
                why = "the kernel died" if run.failure == Failure.DIED else run.failure.value
                return outputs.fail("DeadKernelError", why)
            error = ErrorShown(**self.options.error_on_timeout)
        if error is not None:
            outputs.require_error(error)


class Execute(NbGraderExecute):
    """nbgrader's Execute in warm processes: the same outputs, without the seconds in which a fresh kernel imports.

    A process that dies, or that cannot be stopped when its time is up,
    costs the cell in which it happened.
    """

    seed = Integer(SEED, help="Seeds Python's, NumPy's and Keras' global generators before the first cell.").tag(
        config=True
    )
    modules = List(list(MODULES), help="What a warm process finds imported.").tag(config=True)
    show_timeout = Float(
        SHOW_CELL_SECONDS, allow_none=True, help="Seconds that a cell tagged `show` may take, None for no limit."
    ).tag(config=True)
    notebook_timeout = Float(NOTEBOOK_SECONDS, help="Seconds that a notebook may take in all.").tag(config=True)
    sandbox = Bool(True, help="Run student code in a sandbox; without it, it can do what you can do.").tag(config=True)
    judge = Bool(True, help="Run test cells in the judge; with student code, that code can write its own score.").tag(
        config=True
    )
    limits = Dict({}, help="What a hand-in may use, such as {'memory': 8 << 30}; see sandbox.Limits.").tag(config=True)
    stop_at_error = Bool(False, help="Run no cell after one that failed.").tag(config=True)
    run_show_cells = Bool(False, help="Run the cells that the source tags `show`, too.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any] | None = None) -> tuple[NotebookNode, Any]:
        """Run the notebook in place."""
        options = ExecutionOptions.from_traits(
            {
                "timeout": self.timeout,
                "error_on_timeout": dict(self.error_on_timeout),
                **{name: getattr(self, name) for name in _OWN_TRAITS},
            }
        )
        NotebookRun(self._task(nb, resources or {}, options)).run(nb)
        return nb, resources

    def _task(self, nb: NotebookNode, resources: dict[str, Any], options: ExecutionOptions) -> Task:
        """Find by the converter that runs this preprocessor the source notebook and the attached files."""
        folder = Path(resources.get("metadata", {}).get("path") or ".")
        found = collect_hand_in(Submission("", "", folder))
        names_taken, _ = attached_files(found, ())
        files = {os.fsdecode(name): found.files[name] for name in names_taken}
        names = resources.get("nbgrader")
        source = source_of(self, names["assignment"], names["notebook"]) if names else None
        if source is None:
            return Task("", files, options=options)
        return Task("", files, options=options, boundary=trust_boundary(source))


_OWN_TRAITS = (
    *("seed", "modules", "show_timeout", "notebook_timeout", "sandbox", "judge"),
    *("limits", "stop_at_error", "run_show_cells"),
)
