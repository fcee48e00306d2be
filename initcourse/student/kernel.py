"""What a notebook's kernel says to the student in front of it, besides what the cells print.

A check that passes says so; an exercise that is not written, and a first cell that has not run, are told in one line; a
hint comes with the second failure of the same question, or when the student asks for one by `hint()`. `watch` lets a
shell do so. It is called by `import initcourse` in a Jupyter kernel, and does nothing where nobody sits in front of
one: front ends give cells an id, graders do not.
"""

from __future__ import annotations

import builtins
import linecache
from _thread import interrupt_main
from collections import Counter
from threading import Timer
from traceback import walk_tb
from types import TracebackType
from typing import Any

from initcourse.checks import CheckFailed, hint_line
from initcourse.hints import find_hint
from initcourse.student.cell_table import ReleasedCell, packaged_tables, text_hash
from initcourse.student.progress import Progress

ASK = "For a hint, run hint() in a cell of its own."

NO_HINT = "There is no hint for this one: compare what came back with the docstring, line by line."

LONGEST = 120.0
"""Seconds that a check may take in front of a student; the slowest takes ten on a slow laptop."""

TOO_LONG = f"This check was stopped after {LONGEST:g} s. Is there a loop in your code that never ends?"


def watch(shell: Any) -> None:
    """Let the shell's cells be watched from now on, once."""
    if getattr(shell, "initcourse_watch", None) is None:
        shell.initcourse_watch = _Watch(shell)


class _Watch:
    """Listens to one shell, and shows failures of checks as a student reads them."""

    def __init__(self, shell: Any) -> None:
        self.shell, self.progress = shell, Progress(packaged_tables())
        self.failures: Counter[str] = Counter()
        self.open: dict[str, tuple[CheckFailed, ReleasedCell | None]] = {}
        self.line = "No check has failed."
        self.clock: Timer | None = None
        self.stopped = False
        self.before = self._answers()
        running = getattr(shell, "parent_header", None) or {}  # the cell that has imported the course
        self.code = running.get("content", {}).get("code", "")
        self.cell_id = running.get("metadata", {}).get("cellId", "")
        shell.events.register("pre_run_cell", self._before)
        shell.events.register("post_run_cell", self._after)
        shell.set_custom_exc((CheckFailed, NotImplementedError, NameError, KeyboardInterrupt), self._show)
        shell.user_ns.setdefault("hint", self.hint)

    def hint(self) -> None:
        """Print the next step for the check that failed last and has not passed since."""
        if not self.open:
            return print(self.line)
        error, check = self.open[next(reversed(self.open))]
        told = self._steps(error, check)
        self.failures[error.question] += 1
        steps = self._steps(error, check)
        print("\n".join([line for line in steps if line not in told] or steps or [NO_HINT]))

    def _before(self, info: Any) -> None:
        self.code, self.cell_id, self.before = info.raw_cell or "", info.cell_id or "", self._answers()
        if self.cell_id and (note := self.progress.older_definition(self.code)):
            print(note)
        if self.cell_id and self.progress.check(self.code):
            self.clock, self.stopped = Timer(LONGEST, self._stop), False
            self.clock.daemon = True
            self.clock.start()

    def _stop(self) -> None:
        """End the check that has run for too long, from the clock's thread."""
        self.stopped = True
        interrupt_main()

    def _after(self, result: Any) -> None:
        if self.clock:
            self.clock.cancel()
            self.clock = None
        if not self.cell_id or result.info.raw_cell != self.code:
            return
        now = self._answers()
        kept = {name for name in now if name in self.before and now[name] is self.before[name]}
        well, bound = result.success, now.keys() - kept
        lines = self.progress.ran(self.code, self.cell_id, well=well, bound=bound, kept=kept)
        if lines:
            print("\n".join(lines))
            self.open.pop(self._place(), None)
            self.line = "The last check passed, and none that failed is left."

    def _place(self) -> str:
        """Return what the cell that runs is known by: a check by its id, another by its text."""
        known = self.progress.check(self.code)
        return known[1].grade_id if known else self.code

    def _answers(self) -> dict[str, Any]:
        """Return what the names hold in which answers are expected."""
        return {name: self.shell.user_ns[name] for name in self.progress.answers if name in self.shell.user_ns}

    def _show(self, shell: Any, kind: type, error: BaseException, trace: TracebackType, tb_offset: Any = None) -> Any:
        """Show an error in a few lines, or as IPython does if it is none of ours; return what was shown."""
        lines = self._lines(error, trace) if self.cell_id else None
        if lines and not isinstance(error, CheckFailed):
            self.line = lines[-1]
        if lines is None:
            shell.showtraceback((kind, error, trace), tb_offset=tb_offset, running_compiled_code=True)
            return []
        shell._showtraceback(kind, error, lines)  # noqa: SLF001  what IPython's own handlers end with
        return lines

    def _lines(self, error: BaseException, trace: TracebackType | None) -> list[str] | None:
        """Return the lines for an error, or None if it is nothing that the course knows."""
        if isinstance(error, CheckFailed):
            cause = error.__cause__
            known = self._lines(cause, cause.__traceback__) if isinstance(cause, NameError) else None
            return known or self._of_check(error, trace)
        if isinstance(error, KeyboardInterrupt):
            return [*self._own_lines(error, trace), TOO_LONG] if self.stopped else None
        if isinstance(error, NotImplementedError):
            return None if error.args else self._of_empty_exercise(trace)
        return self._of_missing_name(getattr(error, "name", None) or "")

    def _of_check(self, error: CheckFailed, trace: TracebackType | None) -> list[str]:
        known = self.progress.check(self.code)
        if known and (name := self.progress.empty_answer(known[1])):
            return [self._not_written(name)]
        check = known[1] if known else None
        self.open.pop(self._place(), None)
        self.open[self._place()] = error, check
        if check:
            self.progress.found[check.grade_id] = error.finding
        self.failures[error.question] += 1
        return [
            *self._own_lines(error.__cause__, trace if known else None),
            f"{error.happened}.",
            f"Expected {error.expected} ({error.source}).",
            *(self._steps(error, check) or ([ASK] if self._hint(error, check) else [])),
        ]

    def _hint(self, error: CheckFailed, check: ReleasedCell | None) -> str | None:
        """Return the hint that fits what the exercise's other checks have found, too, as a line."""
        if check is None or error.finding is None or error.finding.told:
            return hint_line(error.hint, error.finding) if error.hint else None
        hint = find_hint(error.finding, self.progress.outcomes(check))
        return hint_line(hint, error.finding) if hint else None

    def _steps(self, error: CheckFailed, check: ReleasedCell | None) -> list[str]:
        """Return what is told besides the facts: from the second failure on the hint, from the third where to read."""
        count, hint = self.failures[error.question], self._hint(error, check)
        steps = [hint] if hint and count > 1 else []
        return steps + ([f"Read again: {check.title}; and the docstring, line by line."] if check and count > 2 else [])

    def _of_empty_exercise(self, trace: TracebackType | None) -> list[str] | None:
        """Return the line for an answer that is as it was released; None if some other code has raised this."""
        names = [frame.f_code.co_name for frame, _ in walk_tb(trace)]
        name = next((name for name in reversed(names) if name in self.progress.answers), None)
        if name is None:
            return self._of_empty_cell() if names[-1:] == ["<module>"] else None
        number, known = self.progress.answers[name].number, self.progress.check(self.code)
        if known and known[1].number == number:
            return [self._not_written(name)]
        return [f"This cell waits for {number}: {name} is not written yet."]

    def _of_empty_cell(self) -> list[str] | None:
        """Return the line for a cell that asks for a value and ends as it was released."""
        name = next(iter(self.progress.answers_in(self.code)), None)
        if name is None:
            return None
        if text_hash(self.code) == self.progress.answers[name].text:
            return [self._not_written(name)]
        return ["Take the line `raise NotImplementedError()` out of this cell: it stands for an answer."]

    def _not_written(self, name: str) -> str:
        number = self.progress.answers[name].number
        return f"{number} is not written yet: put your code in the place of the last two lines of {name}."

    def _of_missing_name(self, name: str) -> list[str] | None:
        if name in self.progress.failed:
            return [f"{name} is not there yet: its cell ended in an error; mend that cell, and run it first."]
        if name in self.progress.answers:
            number = self.progress.answers[name].number
            return [f"{name} is not there yet: run the cell of {number} in which you write it."]
        if hasattr(builtins, name):
            return None
        makers = [cell for table in self.progress.tables for cell in table.cells if name in cell.defines]
        if any(cell.kind == "locked" for cell in makers):
            return [f"{name} is not there yet: run the first cell of the notebook."]
        section = next((cell.title for cell in makers if cell.kind == "shown"), None)
        return [f'{name} is not there yet: run the cells under "{section}", one of them makes it.'] if section else None

    def _own_lines(self, error: BaseException | None, check: TracebackType | None) -> list[str]:
        """Return where in the student's cells an error arose, once: the cell, the line, and its text.

        The lines of the cell in which the traceback of a `check` begins are not the student's own.
        """
        if error is None:
            return []
        files = [frame.f_code.co_filename for frame, _ in walk_tb(check)]
        checks = next(filter(self.shell.compile.format_code_name, files), None)
        for frame, line in reversed(list(walk_tb(error.__traceback__))):
            name = frame.f_code.co_filename
            cell = self.shell.compile.format_code_name(name)
            if cell and name != checks and frame.f_code.co_name != "<module>":
                return [f"{' '.join(cell)}, line {line}: {linecache.getline(name, line).strip()}"]
        return []
