"""Right answers under many seeds: does a test cell ever refuse one by bad luck?

Every whole number that seeds a random generator, of a test cell or of the answer, is mixed with one more seed, so that
each round draws other numbers; the process's own generators are seeded anew, too. `lucky` runs inside the process
that holds the answer; `false_alarms` asks for it.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import nbformat
import numpy as np

from initcourse.grading.bank import Answer, read_bank
from initcourse.grading.execute import Executed, Task
from initcourse.grading.source import Assignment
from initcourse.grading.trial import executed_in_order, tests_of, trial

SECONDS = 3600
"""Longest time that all rounds of one answer may take."""


def false_alarms(
    assignment: Assignment, answers: Sequence[Answer], seeds: range, executor: Executor
) -> Iterator[tuple[Answer, list[str]]]:
    """Yield each answer with a line for every test cell that refused it under a seed, and which seed."""
    tasks = (_rounds(assignment, answer, seeds) for answer in answers)
    for answer, executed in zip(answers, executed_in_order(executor, tasks), strict=True):
        yield answer, _refusals(executed)


def right_answers(bank: Path, assignment: Assignment) -> list[Answer]:
    """Return the official solutions and the right answers of the bank."""
    solutions = assignment.of_kind("solution")
    official = [Answer("official", cell.grade_id, True, cell.code, "", frozenset()) for cell in solutions]
    return official + [answer for answer in read_bank(bank, assignment) if answer.right]


def lucky(tests: dict[str, str], names: dict[str, Any], seeds: range) -> list[str]:
    """Run the `tests` (code by test id) once per seed on the functions in `names`; return what was refused."""
    found = []
    for seed in seeds:
        with_seed(seed)
        for test, code in tests.items():
            try:
                exec(compile(code, test, "exec"), dict(names))
            except Exception as error:
                found.append(f"{test}, seed {seed}: {type(error).__name__}: {error}")
    return found


def with_seed(seed: int) -> None:
    """Mix `seed` into every generator that is made from now on by NumPy or by an initializer of Keras."""
    random.seed(seed)
    np.random.seed(seed)
    np.random.default_rng = _mixed(_DEFAULT_RNG, seed)
    if keras := sys.modules.get("keras"):
        from keras.src.initializers.random_initializers import RandomInitializer

        keras.utils.set_random_seed(seed)
        RandomInitializer.__init__ = _mixed_initializer(seed)


_DEFAULT_RNG = np.random.default_rng


def _mixed(default_rng: Callable, seed: int) -> Callable:
    def mixed(own: Any = None) -> np.random.Generator:
        return default_rng([own, seed]) if isinstance(own, int | np.integer) else default_rng(own)

    return mixed


def _mixed_initializer(seed: int) -> Callable:
    from keras.src.backend import random as keras_random

    def __init__(self: Any, seed_given: Any = None, **kwargs: Any) -> None:
        own = kwargs.pop("seed", seed_given)
        self._init_seed = own
        if own is None:
            own = keras_random.make_default_seed()
        self.seed = own + 1_000_003 * (seed + 1) if isinstance(own, int) else own

    return __init__


def _rounds(assignment: Assignment, answer: Answer, seeds: range) -> Task:
    """Return a trial of the answer with one cell more, which runs all rounds and prints what was refused."""
    notebook = nbformat.from_dict(json.loads(trial(assignment, answer.exercise, answer.code).notebook))
    notebook.cells = [cell for cell in notebook.cells if "part" not in cell.metadata]
    tests = {cell.grade_id: cell.code for cell in tests_of(assignment, answer.exercise)}
    code = (
        "import json\nfrom initcourse.grading.luck import lucky\n"
        f"print('REFUSED' + json.dumps(lucky({tests!r}, globals(), {seeds!r})))"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(code, metadata={"rounds": True}))
    return Task(json.dumps(notebook), traits={"timeout": SECONDS})


def _refusals(executed: Executed) -> list[str]:
    """Read what the last cell printed."""
    (outputs,) = [
        c.outputs for c in nbformat.from_dict(json.loads(executed.notebook)).cells if c.metadata.get("rounds")
    ]
    text = "".join(output.get("text", "") for output in outputs)
    if "REFUSED" not in text:
        return [f"the rounds did not end: {[output.get('evalue', '') for output in outputs]}"]
    return json.loads(text.split("REFUSED")[1])
