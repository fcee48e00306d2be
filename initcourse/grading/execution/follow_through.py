"""Follow-through: a mistake costs once, where it was made, and not in every exercise that builds on it.

Where an exercise has lost tests, and it reads a name that an earlier, also failing exercise defines, its lost tests run
once more, in processes of their own, with the official solution of the earlier one after the student's. What passes
then is credited. Exam boards call it "error carried forward".

The official solution stands in a sandbox then in which student code runs: nothing of such a run is kept but points.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import replace

from nbformat import NotebookNode

from initcourse.grading.course.names import code_names, needed_before
from initcourse.grading.execution.notebook_run import NotebookRun, has_lost, is_test
from initcourse.grading.execution.outputs import points_of
from initcourse.grading.execution.task import Credit, Task

MAX_TRIES = 4
"""Runs that follow-through may begin for one notebook: one for each set of earlier exercises."""


def credits_by_follow_through(task: Task, notebook: NotebookNode, run: NotebookRun) -> dict[str, Credit]:
    """Return what an executed notebook is credited with, by cell id."""
    if not task.options.follow_through or not task.solutions:
        return {}
    lost = [place for place, cell in enumerate(notebook.cells) if has_lost(cell) and cell.id not in run.grader_errors]
    credited: dict[str, Credit] = {}
    for instead_of, tests in list(_tries(task, notebook, lost).items())[:MAX_TRIES]:
        mended = _with_official(notebook, task.solutions, instead_of)
        left_out = set(range(max(tests) + 1, len(mended.cells)))
        left_out |= _tests_besides(mended, tests) if task.boundary else set()
        again = run.once_more(replace(task, skipped=task.skipped | left_out), mended)
        if again is None:
            break
        for place in tests:
            cell, points = mended.cells[place], points_of(mended.cells[place])
            failed = cell.id in again.failures or cell.id in again.grader_errors
            if not failed and points > points_of(notebook.cells[place]):
                credited[cell.id] = Credit(points=points, instead_of=instead_of)
    return credited


def _tries(task: Task, notebook: NotebookNode, lost: Collection[int]) -> dict[tuple[str, ...], set[int]]:
    """Return which lost tests, by their places, are tried again with which official solutions, by their grade_ids.

    A test tests the last exercise that defines a name which it reads. Student code is not read here: what it builds on
    the task says.
    """
    places = {cell.metadata.get("nbgrader", {}).get("grade_id"): place for place, cell in enumerate(notebook.cells)}
    names = {name: code_names(code).defined for name, code in task.solutions.items() if name in places}
    read = {place: code_names(notebook.cells[place].source).read for place in lost}
    owners = {place: next((name for name in reversed(names) if names[name] & read[place]), None) for place in lost}
    failing = {name for name in owners.values() if name}
    tries: dict[tuple[str, ...], set[int]] = {}
    for place, own in owners.items():
        if own is None:
            continue
        used = {*task.builds_on.get(own, ()), *(name for name in names if names[name] & read[place])}
        earlier = tuple(name for name in names if name in failing & used and places[name] < places[own])
        if earlier:
            tries.setdefault(earlier, set()).add(place)
    return tries


def _with_official(notebook: NotebookNode, solutions: Mapping[str, str], replaced: Collection[str]) -> NotebookNode:
    """Return the notebook with the official solution in, or after, the answers `replaced`.

    What else a student defines in such a cell, later answers may need: it stays where it runs to its end.
    """
    mended = deepcopy(notebook)
    for cell in mended.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in replaced:
            ends = not any(output.output_type == "error" for output in cell.outputs)
            stays = ends and not cell.source.startswith("%%") and "__future__" not in solutions[name]
            cell.source = f"{cell.source}\n\n{solutions[name]}" if stays else solutions[name]
    return mended


def _tests_besides(notebook: NotebookNode, wanted: Collection[int]) -> set[int]:
    """Return the places of test cells that neither are among those `wanted` nor bind what these read."""
    places = [place for place, cell in enumerate(notebook.cells) if is_test(cell)]
    codes = [notebook.cells[place].source for place in places]
    needed = set(wanted)
    for number, place in enumerate(places):
        if place in wanted:
            needed |= {places[before] for before in needed_before(codes[number], codes[:number])}
    return set(places) - needed
