"""Generic wrong answers: what anyone can return who has not worked, tried on every exercise that is a function.

An official solution is wrapped by each function of `generic_inside`, so that type and shape of its results are right
where that is the point. No test cell of the exercise may accept such an answer, unless it is right there by nature:
`<bank>/<assignment>/<exercise>/generic.toml` holds a table for each such answer with lines
`"<test id>" = "<reason>"`. `proof` tries the answers; nothing is run here.
"""

from __future__ import annotations

import ast
import inspect
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from initcourse.grading.authoring import generic_inside
from initcourse.grading.errors import CourseError

ANSWERS = (
    generic_inside.none,
    generic_inside.nan,
    generic_inside.nan_like,
    generic_inside.zeros_like,
    generic_inside.argument,
    generic_inside.first_result,
    generic_inside.constant_by_shape,
    generic_inside.empty,
    generic_inside.unbuilt_model,
)
"""What wraps an official solution, in the order of `docs/proof.md`'s lines."""

MODULE = Path(generic_inside.__file__)
"""The file that a trial of such an answer needs beside its notebook."""

Reasons = dict[str, dict[str, str]]
"""Why a test cell may accept a generic answer, by the answer's name and the test id."""


@dataclass(frozen=True)
class GenericAnswer:
    """A wrong answer of no exercise in particular: its `name`, what it `does` in words, and its `code`."""

    name: str
    does: str
    code: str


def generic_answers(exercise: str, official: str) -> list[GenericAnswer]:
    """Return the generic wrong answers to an exercise with this `official` code; none if it is no function.

    One that returns its argument needs a function that takes any, one that returns a model a function that makes any.
    """
    nodes = ast.parse(official).body
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == exercise]
    if not functions:
        return []
    fitting = {"argument": bool(functions[-1].args.args), "unbuilt_model": _makes_a_model(functions[-1])}
    return [
        GenericAnswer(
            name=wrap.__name__,
            does=inspect.getdoc(wrap) or "",
            code=f"{official}\n\nimport {MODULE.stem}\n{exercise} = {MODULE.stem}.{wrap.__name__}({exercise})\n",
        )
        for wrap in ANSWERS
        if fitting.get(wrap.__name__, True)
    ]


def read_reasons(path: Path, answers: Collection[GenericAnswer], tests: Collection[str]) -> Reasons:
    """Return why test cells may accept generic answers; no file means that none may.

    Raises `CourseError` if the file is not TOML, names an unknown answer or test, or gives no reason.
    """
    if not path.exists():
        return {}
    try:
        reasons = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f'{path} is not TOML ({error}): a line reads "<test id>" = "<reason>"') from error
    for name, lines in reasons.items():
        if name not in {answer.name for answer in answers}:
            raise CourseError(f"{path}: no generic answer to this exercise is called {name}")
        for test, reason in lines.items() if isinstance(lines, dict) else [(str(lines), "")]:
            if test not in tests:
                raise CourseError(f"{path}: no test cell {test} uses this exercise")
            if not isinstance(reason, str) or not reason.strip():
                raise CourseError(f"{path}: {name} at {test} has no reason: say in one sentence why it is right there")
    return reasons


def _makes_a_model(function: ast.FunctionDef) -> bool:
    """Whether the function makes a `Sequential`, by its code."""
    return any(getattr(node, "attr", getattr(node, "id", "")) == "Sequential" for node in ast.walk(function))
