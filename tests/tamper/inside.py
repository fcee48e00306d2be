"""The first process of a box: sets up what tricks may be after, has the class graded, and reports what came of it.

No process in the box can kill it, every orphan becomes its child, and it alone writes the report. A forked child of it
grades. It is asked on standard input by a JSON object with `side` ("ours" or "plain"), `hand_ins` (pairs of student and
assignment), `pages` (students whose feedback is wanted), and `seconds` for all of it.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from initcourse.grading.course.gradebook import cell_scores
from initcourse.grading.course.nbgrader import Course
from tests.tamper import canaries, grader
from tests.tamper.active import active_in
from tests.tamper.attack import mark
from tests.tamper.scene import IN_A_HIDDEN_TEST, IN_THE_GRADEBOOK, IN_THE_SOLUTION, OF_A_CLASSMATE

COURSE, HOME = Path("/course"), Path("/home/ta")

LEAST_MEMORY = 4 << 30
MOST_PROCESSES = 1500
"""Where everything in the box is ended: other people work on this machine."""

MOST_OF_ONE = 6 << 30
"""Bytes of address space of a process of plain nbgrader's, which has no limit of its own."""


def main() -> None:
    """Answer one request."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # which the first process does not get at all
    request = json.load(sys.stdin)
    report = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    if request["side"] == "ours":  # a user namespace may mount a /proc only where a whole one is seen
        subprocess.run(["mount", "-t", "proc", "proc", "/proc-for-walls"], check=False)
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_OF_ONE, MOST_OF_ONE))
    json.dump(_graded(request, _set_up()), report)


def _set_up() -> dict[str, str]:
    """Write what stands around; return the secrets in it, by name."""
    shutil.copytree("/template", COURSE, symlinks=True, dirs_exist_ok=True)
    secrets = {name: f"{name.split()[-1]}-{uuid.uuid4().hex}" for name in ("a file", "the environment", "the memory")}
    Path("/outside/secret.txt").write_text(secrets["a file"])
    Path("/outside/touched").mkdir(mode=0o777)
    for name in (".bashrc", ".netrc", ".ipython/profile_default/startup/README"):
        (HOME / name).parent.mkdir(parents=True, exist_ok=True)
        (HOME / name).write_text(f"# {secrets['a file']}\n")
    os.environ["GRADER_TOKEN"] = secrets["the environment"]
    known = {"a classmate": OF_A_CLASSMATE, "the gradebook": IN_THE_GRADEBOOK}
    return secrets | known | {"the solution": IN_THE_SOLUTION, "a hidden test": IN_A_HIDDEN_TEST}


def _graded(request: dict[str, Any], secrets: dict[str, str]) -> dict[str, Any]:
    """Let a child grade, watch, and report."""
    go, tell = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        grader.run(request, secrets["the memory"], os.fdopen(go[0]), os.fdopen(tell[1], "w"))
    os.close(tell[1])
    listeners, before = canaries.Listeners(), canaries.snapshot()
    os.write(go[1], b"go\n")
    os.close(go[1])
    lines: list[str] = []
    listening = threading.Thread(target=lambda: lines.extend(os.fdopen(tell[0], errors="replace")), daemon=True)
    listening.start()
    ended = _watch(child, request["seconds"])
    alive = canaries.left_alive()
    canaries.end_all()
    listening.join(5)
    marks = [mark(student) for student, _ in request["hand_ins"]]
    changed = canaries.changes(before, canaries.snapshot(), marks)
    outcomes = {line["student"]: line for line in map(json.loads, lines)}
    return {
        "ended": f"{ended} {outcomes.pop('', {}).get('message', '')}".strip(),
        "outcomes": outcomes,
        "heard": [text.decode("latin-1")[:1_000_000] for text in listeners.heard],
        "changed": changed + canaries.strangers_in(COURSE / "autograded", COURSE / "submitted"),
        "alive": list(alive.values()),
        "secrets": {student: _told(student, secrets) for student, _ in request["hand_ins"]},
        "active": {name: active_in(COURSE / "feedback" / name, mark(name)) for name in request["pages"]},
        "tokens": secrets,
        **_scores(request["hand_ins"]),
    }


def _watch(child: int, seconds: float) -> str:
    """Wait for the child; return "" or why it did not end well."""
    end = time.monotonic() + seconds
    while True:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == child:
            return "" if status == 0 else f"grading ended with {os.waitstatus_to_exitcode(status)}"
        if pid:
            continue  # an orphan
        if time.monotonic() > end:
            return "grading did not end"
        if _memory_left() < LEAST_MEMORY:
            return "memory of the machine"
        if sum(name.isdigit() for name in os.listdir("/proc")) > MOST_PROCESSES:
            return "processes of the machine"
        time.sleep(0.05)


def _memory_left() -> int:
    (line,) = [line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemAvailable")]
    return int(line.split()[1]) << 10


def _told(student: str, secrets: dict[str, str]) -> list[str]:
    """Return the names of the secrets in the outputs of a student's graded notebooks.

    A traceback of plain nbgrader's shows lines of hidden tests; a trick prints them with its mark beside.
    """
    found = set()
    for path in (COURSE / "autograded" / student).rglob("*.ipynb"):
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError):
            continue
        for output in (output for cell in cells for output in cell.get("outputs", [])):
            text = json.dumps(output)
            printed = output["output_type"] == "stream" and mark(student) in text
            found |= {name for name, token in secrets.items() if token in text and (printed or name != "a hidden test")}
    return sorted(found)


def _scores(hand_ins: list[list[str]]) -> dict[str, Any]:
    """Return what stands in the gradebook: points by student and cell, and whether it is as it was otherwise."""
    try:
        with Course(COURSE).gradebook() as gradebook:
            graded = {
                student: {score.grade_id: score.points for score in cell_scores(gradebook, assignment, student)}
                for student, assignment in hand_ins
                if any(found.student.id == student for found in gradebook.assignment_submissions(assignment))
            }
            expected = {student for student, _ in hand_ins} | {"zoe"}
            strangers = sorted({student.id for student in gradebook.students} - expected)
            return {"scores": graded, "strangers": strangers}
    except Exception as error:
        return {"scores": {}, "strangers": [f"the gradebook cannot be read: {type(error).__name__}: {error}"[:300]]}


if __name__ == "__main__":
    main()
