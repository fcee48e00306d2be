"""Whether a notebook can be handed in: exercise by exercise, and what else must be put right.

`assess` compares a notebook's cells with the table of the released ones and with what a fresh run of them has given;
`report_lines` puts that in words. Neither reads, runs or prints anything: `initcourse check` does.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from initcourse.student.cell_table import CellTable, ReleasedCell, points_text, text_hash
from initcourse.student.fresh_run import CellError
from initcourse.student.notebook import StudentCell

EMPTY_ANSWER = re.compile(r"\s*(YOUR ANSWER HERE\s*)?")
"""A written answer that says nothing."""

STUB = re.compile(r"^\s*raise NotImplementedError\b", re.MULTILINE)
"""The line that a released function ends with."""

MAX_LINE = 200
"""How much of the first line of a lesson cell's error is told; libraries put pages into one."""

ABOUT_HIDDEN_TESTS = "Hidden tests with other inputs follow when it is graded."


@dataclass(frozen=True)
class ExerciseState:
    """An exercise's `state` in words, the `points` of its checks that passed, and what the others said.

    `of` is what all its checks are worth; `later` are the points that only come when it is graded: for written answers,
    which a person reads, and for letters.
    """

    number: str
    title: str
    state: str
    points: float
    of: float
    later: float
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Readiness:
    """What a check of the notebook of `assignment` has found; `file_name` is the one that it is to have.

    `edited`: what differs from the release and should not; `errors`: cells besides the checks that ended in one.
    """

    assignment: str
    file_name: str
    named_right: bool
    exercises: tuple[ExerciseState, ...]
    edited: tuple[str, ...]
    errors: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether every visible check passes, every answer is written, and nothing else is to be put right."""
        done = all(exercise.state in ("passed", "written") for exercise in self.exercises)
        return done and self.named_right and not self.edited and not self.errors


def match_table(tables: Sequence[CellTable], cells: Sequence[StudentCell], stem: str) -> CellTable | None:
    """Return the table that most of the cells come from; of the file's name without one, None if there is none."""

    def likeness(table: CellTable) -> tuple[int, bool]:
        return len(place_cells(table, cells)), table.assignment == stem

    best = max(tables, key=likeness, default=None)
    return best if best and any(likeness(best)) else None


def place_cells(table: CellTable, cells: Sequence[StudentCell]) -> dict[str, list[int]]:
    """Return where in the notebook the released cells are, by their `grade_id`.

    A cell is known by nbgrader's id; if that is nowhere, by the notebook's own id, and last by its text.
    """
    places: dict[str, list[int]] = {}
    for released in table.cells:
        found = [place for place, cell in enumerate(cells) if cell.grade_id == released.grade_id]
        found = found or [place for place, cell in enumerate(cells) if cell.cell_id == released.grade_id]
        found = found or [place for place, cell in enumerate(cells) if text_hash(cell.text) == released.text]
        if found:
            places[released.grade_id] = found
    return places


def assess(
    table: CellTable, cells: Sequence[StudentCell], errors: Mapping[int, CellError], file_name: str
) -> Readiness:
    """Return what is open in a notebook whose fresh run has given these errors, by the places of the cells."""
    places = place_cells(table, cells)
    assessed = _Assessed(table, cells, errors, places)
    wanted = f"{table.assignment}.ipynb"
    told = {
        places[cell.grade_id][0]
        for cell in table.cells
        if cell.grade_id in places and (cell.kind == "test" or (cell.kind == "solution" and cell.exercise))
    }
    return Readiness(
        table.assignment,
        wanted,
        file_name == wanted,
        tuple(assessed.exercises()),
        tuple(assessed.edited()),
        tuple(_other_errors(cells, {place: error for place, error in errors.items() if place not in told})),
    )


@dataclass(frozen=True)
class _Assessed:
    """A notebook with its table, the errors of its fresh run, and the places of the released cells in it."""

    table: CellTable
    cells: Sequence[StudentCell]
    errors: Mapping[int, CellError]
    places: Mapping[str, list[int]]

    def exercises(self) -> Iterator[ExerciseState]:
        """Yield the state of every exercise, in order."""
        for exercise, released in self.table.exercises.items():
            written = [cell for cell in released if cell.kind == "written"]
            yield self._written(written[0]) if written else self._tested(exercise, released)

    def edited(self) -> Iterator[str]:
        """Yield what is missing, there twice, or changed though it is locked."""
        for released in self.table.cells:
            places = self.places.get(released.grade_id, [])
            what = _named(released)
            if released.kind == "shown":
                if not places and released.defines:
                    names = ", ".join(released.defines)
                    yield f'{what} under "{released.title}", which makes {names}, is missing: take it from the release.'
            elif not places:
                yield f"{what} is missing: take it from the notebook as it was released."
            elif len(places) > 1:
                names = " and ".join(self.cells[place].name for place in places)
                yield f"{what} is there {len(places)} times ({names}): delete all but yours."
            if places and self._changed(released):
                yield f"{what} is not as it was released: take it from there, it is not yours to change."

    def _text(self, released: ReleasedCell) -> str | None:
        places = self.places.get(released.grade_id)
        return self.cells[places[0]].text if places else None

    def _changed(self, released: ReleasedCell) -> bool:
        text = self._text(released)
        return released.kind in ("test", "locked") and text is not None and text_hash(text) != released.text

    def _written(self, released: ReleasedCell) -> ExerciseState:
        text = self._text(released) or ""
        empty = text_hash(text) == released.text or EMPTY_ANSWER.fullmatch(text)
        state = "written answer empty" if empty else "written"
        return ExerciseState(released.number, plain_title(released), state, 0, 0, released.points, ())

    def _tested(self, exercise: str, checks: Sequence[ReleasedCell]) -> ExerciseState:
        blank = self._is_blank(exercise)
        refused = {check.grade_id: message for check in checks if (message := self._message(check, blank))}
        counted = [check for check in checks if not check.later]
        done = "passed" if counted else "written"
        state = done if not refused else "not written" if blank else "failed"
        reached = sum(check.points for check in counted if check.grade_id not in refused)
        worth, later = sum(check.points for check in counted), sum(check.points for check in checks if check.later)
        messages = (*self._of_the_answer(exercise, blank), *refused.values()) if state == "failed" else ()
        unique = tuple(dict.fromkeys(messages))
        return ExerciseState(checks[0].number, plain_title(checks[0]), state, reached, worth, later, unique)

    def _of_the_answer(self, exercise: str, blank: bool) -> Iterator[str]:
        """Yield how the exercise's own cell ended if it was in an error."""
        own = [cell for cell in self.table.cells if cell.kind == "solution" and cell.exercise == exercise]
        for cell in own:
            error = self.errors.get(self.places[cell.grade_id][0]) if cell.grade_id in self.places else None
            if error and not error.not_run and not (error.not_written and blank):
                yield f"its cell ended in {error}"

    def _is_blank(self, exercise: str) -> bool:
        """Return whether a cell in which the exercise's code is to be written is as it was released, or missing."""
        own = [cell for cell in self.table.cells if cell.kind == "solution" and cell.exercise == exercise]
        texts = [self._text(cell) for cell in own]
        return any(
            text is None or text_hash(text) == cell.text or STUB.search(text)
            for text, cell in zip(texts, own, strict=True)
        )

    def _message(self, check: ReleasedCell, blank: bool) -> str | None:
        """Return why a check's points are not reached, or None."""
        places = self.places.get(check.grade_id)
        if not places:
            return f"{check.aspect}: this check is missing."
        if self._changed(check):
            return f"{check.aspect}: this check is not as it was released, so what it says does not count."
        error = self.errors.get(places[0])
        if error is None:
            return None
        if error.not_written and not blank:
            return f"{check.aspect}: this needs an exercise that is not written yet."
        missing = self.table.answers.get(error.missing_name)
        if missing is None:
            return f"{check.aspect}: {error}"
        if missing.exercise != check.exercise:
            return f"{check.aspect}: this needs {error.missing_name} of {missing.number}, which is not there."
        return f"no cell has defined {error.missing_name} before its checks ran."


def plain_title(released: ReleasedCell) -> str:
    """Return the heading of a cell's exercise without number and points, which have columns of their own."""
    title = re.sub(rf"^(Exercise\s+)?{re.escape(released.number)}[:.]?\s*", "", released.title, flags=re.IGNORECASE)
    return re.sub(r"\s*\([^()]*\bpoints?\)$", "", title) or released.exercise


def _named(released: ReleasedCell) -> str:
    kinds = {"test": "check", "solution": "answer cell", "written": "answer cell", "locked": "cell"}
    return f"the {kinds.get(released.kind, 'cell')} {released.grade_id}"


def _other_errors(cells: Sequence[StudentCell], errors: Mapping[int, CellError]) -> Iterator[str]:
    """Yield a line for each error, by its first line, and one for all cells with a reason that is not their own."""
    shared: dict[str, list[str]] = {}
    for place, error in errors.items():
        if reason := _shared_reason(error):
            shared.setdefault(reason, []).append(f"[{cells[place].number}]")
        else:
            first = next(iter(str(error).splitlines()), "")
            yield f"{cells[place].name}: {first[:MAX_LINE]}{'...' if len(first) > MAX_LINE else ''}"
    for reason, numbers in shared.items():
        yield f"{', '.join(numbers)}: {reason}"


def _shared_reason(error: CellError) -> str:
    """Return why a cell failed if another cell is to be mended for it, or nothing."""
    if error.not_written:
        return "what an exercise gives is used here, and it is not written yet"
    if error.missing_name:
        return f"{error.missing_name} is used here, and no cell before has made it"
    return str(error) if error.not_run else ""


def report_lines(found: Readiness, width: int) -> list[str]:
    """Return the report as lines of at most `width` characters, or of 60 if that is less."""
    width = max(width, 60)
    name = f"The file's name is right: {found.file_name}."
    if not found.named_right:
        name = f"The file must be called {found.file_name}, or it is not found when it is graded."
    return [
        *_table(found, width),
        "",
        *_section("Changed, and should not be:", found.edited, "Nothing was changed that should not be.", width),
        *_section(
            "Not all cells ran from the top; numbers as after Restart and Run All:",
            found.errors,
            "All other cells ran from the top without an error.",
            width,
        ),
        *_wrapped(name, width),
        *_wrapped(ABOUT_HIDDEN_TESTS, width),
    ]


def _table(found: Readiness, width: int) -> Iterator[str]:
    """Yield the rows of the exercises, the messages under them, and the sum."""
    states = max((len(exercise.state) for exercise in found.exercises), default=0)
    longest = max((len(exercise.title) for exercise in found.exercises), default=0)
    titles = min(width - 6 - 12 - states - 4, longest)
    for exercise in found.exercises:
        reached = f"{exercise.points:g} of {exercise.of:g}" if exercise.of else f"{exercise.later:g} later"
        title = textwrap.shorten(exercise.title, max(titles, 5), placeholder="...")
        yield f"{exercise.number:<6}{title:<{max(titles, 5)}}  {reached:>10}  {exercise.state}".rstrip()
        for message in exercise.messages:
            yield from _wrapped(message, width, "      ")
    points = sum(exercise.points for exercise in found.exercises)
    of = sum(exercise.of for exercise in found.exercises)
    later = sum(exercise.later for exercise in found.exercises)
    more = f"; up to {points_text(later)} more when it is graded" if later else ""
    yield from _wrapped(f"{points:g} of {points_text(of)} from checks{more}", width)


def _section(title: str, lines: Sequence[str], nothing: str, width: int) -> Iterator[str]:
    if not lines:
        yield from _wrapped(nothing, width)
        return
    yield from _wrapped(title, width)
    for line in lines:
        yield from _wrapped(line, width, "  ")


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Return the lines of a text, wrapped, indented, and without what would steer a terminal."""
    plain = re.sub(r"\x1b\[[0-9;]*[A-Za-z]|[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f]", " ", text)
    return [
        row
        for line in plain.splitlines()
        for row in textwrap.wrap(line, width, initial_indent=indent, subsequent_indent=indent) or [""]
    ]
