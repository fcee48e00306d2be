"""Grade the tricks and tell what each came to: by `initcourse grade` as one class, or by plain nbgrader one by one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from initcourse.grading.course.assignment import Assignment, read_assignment
from tests.tamper.attack import Attack
from tests.tamper.box import run_in_box
from tests.tamper.scene import CLASSMATES, honest_score, write_attack, write_scene

SECONDS_OF_CLASS, SECONDS_OF_ONE = 2_400, 60
"""Wall time for the whole class, and for a trick by plain nbgrader."""

TRACES = frozenset(("heard", "changed", "alive"))
"""What of a report bears marks, in texts."""

MOST = 50
"""Texts of each kind that are kept of a trick: one of them makes two hundred thousand files."""

LAST = "zoe"
"""Whom plain nbgrader grades after the trick."""

NOT_TOLD = frozenset(("grader error", "not graded"))
"""Outcomes that no hand-in may have, however hostile."""


@dataclass(frozen=True)
class Found:
    """What one trick came to: its `score` (None if there is none) between the `least` and the `honest` one or not.

    `secrets` it read, what it `sent` (a text per connection), files it `touched`, processes it left `alive`, what acts
    on its `pages`; whether grading was `ended` by it, and the `bytes_sent` in all.
    """

    attack: Attack
    honest: float
    least: float
    score: float | None
    outcome: str
    secrets: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    alive: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    ended: str = ""
    bytes_sent: int = 0

    @property
    def forged(self) -> float:
        """Points above those of an honest grader."""
        return max(0.0, (self.score or 0.0) - self.honest)

    @property
    def robbed(self) -> float:
        """Points below those that are due whatever the trick did."""
        return max(0.0, self.least - (self.score or 0.0))

    @property
    def breaches(self) -> list[str]:
        """What went wrong, in words."""
        found = [f"{self.forged:g} points forged"] if self.forged else []
        found += [f"{self.robbed:g} points robbed: {self.score} ({self.outcome})"] if self.robbed else []
        found += [f"outcome {self.outcome!r}"] if self.outcome in NOT_TOLD or not self.outcome else []
        found += [f"read {name}" for name in self.secrets]
        found += [f"sent {text[:60]!r}" for text in self.sent]
        found += [f"touched {path.split()[0]}" for path in self.touched]
        found += [f"alive: {text[:60]!r}" for text in self.alive]
        found += [f"acts on the page: {text}" for text in self.pages]
        return found + ([self.ended] if self.ended else [])


@dataclass(frozen=True)
class Class:
    """What a class came to: every trick, and what went wrong `beside` them and belongs to none."""

    found: tuple[Found, ...]
    beside: tuple[str, ...]


def grade_class(attacks: Sequence[Attack]) -> Class:
    """Grade all tricks and their classmates in one run of `initcourse grade`."""
    with tempfile.TemporaryDirectory(prefix="tamper-") as folder:
        root = Path(folder)
        write_scene(root, attacks)
        for attack in attacks:
            write_attack(root, attack)
        report = run_in_box(_request("ours", attacks, list(CLASSMATES), SECONDS_OF_CLASS), root)
        assignments = {name: read_assignment(root, name) for name in {attack.assignment for attack in attacks}}
        found = [_found(attack, assignments[attack.assignment], report) for attack in attacks]
        return Class(tuple(found), tuple(_beside(report, attacks)))


def grade_plainly(attacks: Sequence[Attack], jobs: int = 2) -> Iterator[Found]:
    """Grade every trick, and one classmate after it, by nbgrader as it comes, each in a box; yield them in order."""
    with tempfile.TemporaryDirectory(prefix="tamper-") as folder, ThreadPoolExecutor(jobs) as pool:
        scene = Path(folder, "scene")
        scene.mkdir()
        write_scene(scene, attacks)
        yield from pool.map(lambda attack: _plainly(scene, Path(folder, attack.student), attack), attacks)


def _plainly(scene: Path, root: Path, attack: Attack) -> Found:
    shutil.copytree(scene, root)
    write_attack(root, attack)
    report = run_in_box(_request("plain", [attack], [LAST], SECONDS_OF_ONE), root)
    found = _found(attack, read_assignment(root, attack.assignment), report)
    shutil.rmtree(root)
    heard, changed, alive = (tuple(report[key][:MOST]) for key in ("heard", "changed", "alive"))
    every = {"sent": heard, "touched": changed, "alive": alive}
    beside = [*_beside(report | {key: [] for key in TRACES}, [attack])]
    return replace(found, **every, ended="; ".join(beside), bytes_sent=sum(map(len, report["heard"])))


def _request(side: str, attacks: Sequence[Attack], classmates: Sequence[str], seconds: int) -> dict[str, Any]:
    hand_ins = [(attack.student, attack.assignment) for attack in attacks] + [(name, "small") for name in classmates]
    pages = [attack.student for attack in attacks if attack.family == "pages"]
    return {"side": side, "hand_ins": hand_ins, "pages": pages, "seconds": seconds}


def _found(attack: Attack, assignment: Assignment, report: dict[str, Any]) -> Found:
    """Pick from the report what bears the trick's mark or its student's name."""
    scores = report["scores"].get(attack.student)
    own = {key: tuple(text for text in report[key] if attack.mark in text)[:MOST] for key in report.keys() & TRACES}
    told = "".join((*own["heard"], *own["changed"]))
    secrets = {name for name, token in report["tokens"].items() if token in told}
    return Found(
        attack,
        honest_score(assignment, attack.loses),
        honest_score(assignment, attack.loses | attack.may_lose),
        None if scores is None else float(sum(points or 0 for points in scores.values())),
        report["outcomes"].get(attack.student, {}).get("outcome", ""),
        tuple(sorted(secrets.union(report["secrets"][attack.student]))),
        own["heard"],
        own["changed"],
        own["alive"],
        tuple(report["active"].get(attack.student, ())),
        bytes_sent=sum(map(len, own["heard"])),
    )


def _beside(report: dict[str, Any], attacks: Sequence[Attack]) -> Iterator[str]:
    """Yield what went wrong and bears no trick's mark: a classmate's score, first of all."""
    if report["ended"]:
        yield report["ended"]
    yield from (f"in the gradebook: {name}" for name in report["strangers"])
    for name in CLASSMATES.keys() & report["secrets"].keys():
        due, scores = CLASSMATES[name][1], report["scores"].get(name)
        score = None if scores is None else float(sum(points or 0 for points in scores.values()))
        if score != due:
            outcome = report["outcomes"].get(name, {})
            yield f"{name} has {score} instead of {due:g}: {outcome.get('outcome')} {outcome.get('message', '')}"
    marks = [attack.mark for attack in attacks]
    for key in sorted(TRACES):
        for text in report[key]:
            if not any(mark in text for mark in marks):
                yield f"{key}: {text[:200]!r}"
