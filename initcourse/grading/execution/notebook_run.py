"""One run of a notebook's cells, from the first to the last: which process each runs in, and what went wrong where.

`notebook.execute` makes one of every hand-in; `second_opinion` and `follow_through` make another where the first does
not say what a test is worth.
"""

from __future__ import annotations

from nbformat import NotebookNode

from initcourse.grading.course.names import SHOW_TAG
from initcourse.grading.execution.cell_process import CellProcess, thread_factory
from initcourse.grading.execution.messages import ErrorShown
from initcourse.grading.execution.outputs import CellOutputs, NotebookOutputs, normalize_credit, points_of
from initcourse.grading.execution.session import Cell, CellRun, Session
from initcourse.grading.execution.task import Failure, Task

LEAST_SECONDS = 2.0
"""Seconds that a further run must have left to be begun."""


def is_test(cell: NotebookNode) -> bool:
    """Whether the cell is code that gives points."""
    marks = cell.metadata.get("nbgrader", {})
    return cell.cell_type == "code" and bool(marks.get("grade")) and not marks.get("solution")


def has_lost(cell: NotebookNode) -> bool:
    """Whether an executed test cell has less than all of its points."""
    return is_test(cell) and points_of(cell) < float(cell.metadata.nbgrader.get("points", 0))


class NotebookRun:
    """Runs a notebook as a task says, to be closed in the end; the task's `notebook` field is not read.

    `failures` and `grader_errors` say by cell id what went wrong, `doubts` what has not come to a test as it is that
    has lost points; `processes` are the student's, ended. A further run goes on in the `session` of the first one: in
    the seconds that it has left, with its judge, and with another process for the student's code.
    """

    def __init__(self, task: Task, session: Session | None = None) -> None:
        self.task, self.options = task, task.options
        self.session = session or self._session()
        self.failures: dict[str, Failure] = {}
        self.grader_errors: dict[str, str] = {}
        self.doubts: dict[str, str] = {}
        self.processes: list[CellProcess] = []
        self._count = 0

    def run(self, notebook: NotebookNode) -> None:
        """Fill the outputs in place; once more, from the beginning, if the fork server dies meanwhile."""
        notebook.metadata.setdefault("language_info", NotebookNode(name="python", pygments_lexer="ipython3"))
        server = self.session.factory.server
        for _ in range(2):
            server.start()
            pid = server.pid
            self._run_once(notebook)
            if server.pid == pid:
                break
            self.session.close()

    def once_more(self, task: Task, notebook: NotebookNode) -> NotebookRun | None:
        """Run a notebook in the seconds that are left, and return that run; None if there are too few."""
        if self.session.deadline.left() < LEAST_SECONDS:
            return None
        further = NotebookRun(task, self.session)
        further.run(notebook)
        return further

    def close(self) -> None:
        """End all processes."""
        self.session.close()

    def _session(self) -> Session:
        boundary = self.task.boundary
        return Session(
            factory=thread_factory(self.options.modules),
            options=self.options,
            files=self.task.files,
            course_files=self.task.course_files,
            names=boundary.names if boundary else frozenset(),
            seconds=self.options.notebook_timeout,
            hints=self.task.hints,
        )

    def _run_once(self, notebook: NotebookNode) -> None:
        self.failures, self.grader_errors, self.doubts, self._count = {}, {}, {}, 0
        skipped = frozenset() if self.options.run_show_cells else self.task.skipped
        boundary = self.task.boundary
        judged = boundary.judged if self.options.judge and boundary else frozenset()
        outputs = NotebookOutputs()
        try:
            for index, cell in enumerate(notebook.cells):
                if cell.cell_type == "code" and index not in skipped and cell.source.strip():
                    self._run_cell(self.session, outputs, cell, judged)
                    if self.options.stop_at_error and any(o.output_type == "error" for o in cell.outputs):
                        break
        finally:
            self.processes = self.session.end_run()

    def _run_cell(self, session: Session, outputs: NotebookOutputs, cell: NotebookNode, judged: frozenset[str]) -> None:
        """Run one cell: in the judge if it is a test that is `judged`, in the student's process if not.

        A judged cell that is not a test is one that tests build on: it runs in both.
        """
        tested = is_test(cell)
        in_judge = cell.metadata.get("nbgrader", {}).get("grade_id") in judged
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
            if run.doubt and has_lost(cell):
                self.doubts[cell.get("id", "")] = run.doubt

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
