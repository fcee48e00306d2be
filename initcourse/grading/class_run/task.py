"""One hand-in's work that can be done anywhere: read it in a confined process, rebuild its notebook, execute it.

A class run sends a `HandInTask` to an executor, a thread here or a machine of a cluster, and records what comes back,
a `HandInResult`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import msgspec

from initcourse.grading.course.names import TrustBoundary, solution_names
from initcourse.grading.errors import CourseError
from initcourse.grading.execution.cell_process import thread_factory
from initcourse.grading.execution.notebook import execute
from initcourse.grading.execution.task import ExecutionOptions, Task, TaskResult
from initcourse.grading.processes.confined import CallFailed, CallLimits
from initcourse.grading.submission import READ
from initcourse.grading.submission.canonical import CanonicalHandIn, Refusal, Repair, Skeleton, rebuild
from initcourse.grading.submission.model import HandIn
from initcourse.grading.submission.reading import (
    attached_files,
    decode_answer,
    printable_name,
    request_for,
    stays_inside,
)

READING = CallLimits()
"""What reading one hand-in may use: an honest one takes some hundredths of a second and 60 MB."""

CANNOT_READ = {
    "time": f"it takes more than {READING.seconds} seconds of computing to read: look at it, or ask for it again",
    "memory": f"it takes more than {READING.memory >> 20:,} MB of memory to read: look at it, or ask for it again",
    "size": f"its texts hold more than {READING.result >> 20} MB: look at it, or ask for it again",
    "end": "the process that reads it ended: look at it, or ask for it again",
}
"""What a person reads of a hand-in that could not be read."""


@dataclass(frozen=True)
class HandInTask:
    """A hand-in to read and execute: what was found in its `folder`, which is for messages.

    `ignored` are patterns of files that are not taken along. `boundary` says which cells run in the judge, from the
    source notebook; None: tests run in the student's process. `course_files` lie beside the source, by relative path;
    `solutions` are the official ones, by grade_id; `hints` is the table for hidden checks.
    """

    skeleton: Skeleton
    hand_in: HandIn
    ignored: tuple[str, ...]
    folder: str
    options: ExecutionOptions
    boundary: TrustBoundary | None
    course_files: Mapping[str, bytes] = field(default_factory=dict)
    solutions: Mapping[str, str] = field(default_factory=dict)
    hints: str = ""


@dataclass(frozen=True)
class HandInResult:
    """What came of a hand-in: the `execution` of its notebook, or why it could not be read (`refusal`).

    `repairs`: what was put right. `files`: the attached files that were taken along, by their names below the `folder`
    in which the notebook lies; `unpacked` are those from an archive. `timestamp`: when it came, UTC.
    """

    refusal: str = ""
    execution: TaskResult | None = None
    repairs: tuple[Repair, ...] = ()
    files: tuple[bytes, ...] = ()
    folder: bytes = b""
    unpacked: Mapping[bytes, bytes] = field(default_factory=dict)
    timestamp: datetime | None = None

    def attached(self, hand_in: HandIn) -> dict[bytes, bytes]:
        """Return what the attached files hold, by name."""
        inside = {name: hand_in.files[path] for name in self.files if (path := self.folder + name) in hand_in.files}
        return inside | dict(self.unpacked)


def read_and_execute(task: HandInTask) -> HandInResult:
    """Read the hand-in in a process confined to it, and run its cells.

    Raises `CourseError` if a process or a sandbox cannot be made, or if our own reader fails.
    """
    answer = _read(task)
    if isinstance(answer, Refusal):
        return HandInResult(refusal=answer.reason)
    harmless, _ = attached_files(HandIn(files=answer.unpacked), task.ignored)
    result = HandInResult(
        repairs=(*answer.repairs, *_changed(task, answer.folder)),
        files=tuple(answer.files),
        folder=answer.folder,
        unpacked={name: answer.unpacked[name] for name in harmless if stays_inside(name)},
        timestamp=answer.timestamp,
    )
    execution = execute(
        Task(
            notebook=json.dumps(rebuild(task.skeleton, answer)),
            files={os.fsdecode(name): content for name, content in result.attached(task.hand_in).items()},
            skipped=frozenset(place for place, cell in enumerate(answer.cells) if cell.skipped),
            options=task.options,
            boundary=task.boundary,
            course_files=task.course_files,
            solutions=task.solutions,
            builds_on=answer.builds_on,
            hints=task.hints,
        )
    )
    return replace(result, execution=execution)


def _changed(task: HandInTask, folder: bytes) -> list[Repair]:
    """Return a note on every file that was handed in otherwise than the course has it."""
    handed_in = {name: task.hand_in.files.get(folder + os.fsencode(name)) for name in task.course_files}
    return [
        Repair(what=f"{printable_name(name)} was handed in changed: the course's own counts")
        for name, content in handed_in.items()
        if content is not None and content != task.course_files[name]
    ]


def _read(task: HandInTask) -> CanonicalHandIn | Refusal:
    """Read the hand-in; once more, with all notebooks in it, where the one that counts is as it was released."""
    answer = _ask_reader(task, search=False)
    wanted = f"{task.skeleton.name}.ipynb".encode()
    others = any(name.endswith((b".ipynb", b".zip")) and name != wanted for name in task.hand_in.files)
    if isinstance(answer, CanonicalHandIn) and answer.untouched and others:
        return _ask_reader(task, search=True)
    return answer


def _ask_reader(task: HandInTask, *, search: bool) -> CanonicalHandIn | Refusal:
    reader = thread_factory(task.options.modules).confined(READING, sandboxed=task.options.sandbox)
    try:
        run_all = task.options.run_show_cells
        request = request_for(
            task.hand_in,
            task.skeleton,
            task.ignored,
            task.folder,
            course_files=map(os.fsencode, task.course_files),
            solutions={name: solution_names(code) for name, code in task.solutions.items()},
            run_all=run_all,
            search=search,
        )
        return decode_answer(reader.call(READ, request))
    except CallFailed as failed:
        if failed.why is None:
            raise CourseError(f"the reader has failed: {failed.error}") from failed
        return Refusal(reason=CANNOT_READ[failed.why])
    except msgspec.DecodeError as error:
        raise CourseError(f"the reader's answer cannot be understood: {error}") from error
