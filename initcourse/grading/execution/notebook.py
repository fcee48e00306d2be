"""Run the cells of one notebook: what class runs send out as a `Task`, and nbgrader's `Execute`, replaced.

`notebook_run` runs the cells: the student's in a sandboxed process, test cells in the judge, which never runs student
code. What a test is worth that such a run cannot tell, `second_opinion` and `follow_through` say. `execute` depends on
nothing but its argument and the warm processes of its thread (`cell_process.thread_factory`), so that it runs in any
thread here or on another machine. `nbgrader_config.py` puts `Execute` in the place of nbgrader's.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute as NbGraderExecute
from traitlets import Bool, Dict, Float, Integer, List

from initcourse.grading.course.names import trust_boundary
from initcourse.grading.course.nbgrader import source_of
from initcourse.grading.execution.follow_through import credits_by_follow_through
from initcourse.grading.execution.notebook_run import NotebookRun
from initcourse.grading.execution.preload import MODULES
from initcourse.grading.execution.second_opinion import second_opinion
from initcourse.grading.execution.task import (
    NOTEBOOK_SECONDS,
    SEED,
    SHOW_CELL_SECONDS,
    ExecutionOptions,
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
    with closing(NotebookRun(task)) as run:
        run.run(notebook)
        first_run = time.perf_counter() - begin
        doubts = second_opinion(task, notebook, run)
        seconds = time.perf_counter() - begin
        credited = credits_by_follow_through(task, notebook, run)
        whole = time.perf_counter() - begin
    ended = [process.process.ended for process in run.processes if process.process.ended]
    return TaskResult(
        notebook=json.dumps(notebook),
        failures=run.failures,
        grader_errors=run.grader_errors,
        doubts={cell: why for cell, why in doubts.items() if cell not in credited},
        credits=credited,
        seconds=seconds,
        second_opinion=seconds - first_run,
        follow_through_seconds=whole - seconds,
        cpu=sum(end.cpu for end in ended),
        max_rss=max((end.max_rss for end in ended), default=0),
    )


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
    follow_through = Bool(
        False, help="Try what an earlier exercise's mistake has cost again with the official solution in its place."
    ).tag(config=True)
    compare = Bool(
        True, help="Run the tests in the student's own process, too, and ask a person where the two do not agree."
    ).tag(config=True)
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
        with closing(NotebookRun(self._task(nb, resources or {}, options))) as run:
            run.run(nb)
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
