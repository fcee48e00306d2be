"""The child of `inside` that grades: with `initcourse grade`'s own function, or with nbgrader as it comes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn, TextIO

from initcourse.grading.class_run.run import find_hand_ins, grade_all
from initcourse.grading.course.nbgrader import Course
from initcourse.grading.execution.executors import open_executor
from initcourse.grading.execution.preload import imported_modules

JOBS = 3
"""More than cores: many tricks wait for their time to be up."""


def run(request: dict[str, Any], secret: str, go: TextIO, tell: TextIO) -> NoReturn:
    """Wait for a line, grade, and tell a JSON line for each hand-in; `secret` is only in this process's memory."""
    status = 1
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        go.readline()
        grade = _ours if request["side"] == "ours" else _plain
        grade(Course(Path("/course")), request, tell)
        status = 0 if secret else 1
    except BaseException as error:
        tell.write(json.dumps({"student": "", "message": f"{type(error).__name__}: {error}"[:500]}) + "\n")
    finally:
        tell.flush()
        os._exit(status)


def _ours(course: Course, request: dict[str, Any], tell: TextIO) -> None:
    names = sorted({assignment for _, assignment in request["hand_ins"]})
    submissions = find_hand_ins(course.root, names)
    with open_executor(JOBS, None, imported_modules(course.config)) as (executor, width):
        for graded in grade_all(course.root, submissions, executor, width=width):
            line = {"student": graded.submission.student, "outcome": graded.outcome, "message": graded.message}
            print(json.dumps(line), file=tell, flush=True)
    _pages(course, request)


def _plain(course: Course, request: dict[str, Any], tell: TextIO) -> None:
    for student, assignment in request["hand_ins"]:
        done = course.autograde(assignment, student)
        outcome = "graded" if done.done else "failed"
        line = {"student": student, "outcome": outcome, "message": "" if done.done else done.reason[:300]}
        print(json.dumps(line), file=tell, flush=True)
    _pages(course, request, plain=True)


def _pages(course: Course, request: dict[str, Any], *, plain: bool = False) -> None:
    """Write feedback pages: ours, which are harmless whatever the configuration says, or nbgrader's as it comes."""
    for student, assignment in request["hand_ins"]:
        if student in request["pages"] and plain:
            command = [sys.executable, "-m", "nbgrader", "generate_feedback", assignment, "--student", student]
            subprocess.run(command, cwd=course.root, capture_output=True, check=False)
        elif student in request["pages"]:
            course.feedback(assignment, student)
