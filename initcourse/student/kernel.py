"""What a notebook's kernel says to the student in front of it, besides what the cells print.

A check that passes says so; an exercise that is not written, and a first cell that has not run, are told in one line; a
hint comes with the second failure of the same question, or when the student asks for one by `hint()`. `watch` lets a
shell do so. It is called by `import initcourse` in a Jupyter kernel, and does nothing where nobody sits in front of
one: front ends give cells an id, graders do not.
"""

from __future__ import annotations

import builtins
import linecache
from collections import Counter
from traceback import walk_tb
from types import TracebackType
from typing import Any

from initcourse.checks import CheckFailed
from initcourse.student.cell_table import ReleasedCell, packaged_tables, text_hash
from initcourse.student.progress import Progress

ASK = "For a hint, run hint() in a cell of its own."


def watch(shell: Any) -> None:
    """Let the shell's cells be watched from now on, once."""
    if getattr(shell, "initcourse_watch", None) is None:
        shell.initcourse_watch = _Watch(shell)


class _Watch:
    """Listens to one shell, and shows failures of checks as a student reads them."""

    def __init__(self, shell: Any) -> None:
        self.shell, self.progress = shell, Progress(packaged_tables())
        self.failures: Counter[str] = Counter()
        self.last: tuple[CheckFailed, ReleasedCell | None] | None = None
        self.before = self._answers()
        running = getattr(shell, "parent_header", None) or {}  # the cell that has imported the course
        self.code = running.get("content", {}).get("code", "")
        self.cell_id = running.get("metadata", {}).get("cellId", "")
        shell.events.register("pre_run_cell", self._before)
        shell.events.register("post_run_cell", self._after)
        shell.set_custom_exc((CheckFailed, NotImplementedError, NameError), self._show)
        shell.user_ns.setdefault("hint", self.hint)

    def hint(self) -> None:
        """Print the next step for the check that failed last."""
        if self.last is None:
            return print("No check has failed.")
        self.failures[self.last[0].question] += 1
        print("\n".join(self._steps(*self.last) or ["There is no hint for this one: read the text above once more."]))

    def _before(self, info: Any) -> None:
        self.code, self.cell_id, self.before = info.raw_cell or "", info.cell_id or "", self._answers()
        if self.cell_id and (note := self.progress.older_definition(self.code)):
            print(note)

    def _after(self, result: Any) -> None:
        if not self.cell_id or result.info.raw_cell != self.code:
            return
        now = self._answers()
        kept = {name for name in now if name in self.before and now[name] is self.before[name]}
        well, bound = result.success, now.keys() - kept
        lines = self.progress.ran(self.code, self.cell_id, well=well, bound=bound, kept=kept)
        if lines:
            print("\n".join(lines))
            self.last = None

    def _answers(self) -> dict[str, Any]:
        """Return what the names hold in which answers are expected."""
        return {name: self.shell.user_ns[name] for name in self.progress.answers if name in self.shell.user_ns}

    def _show(self, shell: Any, kind: type, error: BaseException, trace: TracebackType, tb_offset: Any = None) -> Any:
        """Show an error in a few lines, or as IPython does if it is none of ours; return what was shown."""
        lines = self._lines(error, trace) if self.cell_id else None
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
        if isinstance(error, NotImplementedError):
            return None if error.args else self._of_empty_exercise(trace)
        return self._of_missing_name(getattr(error, "name", None) or "")

    def _of_check(self, error: CheckFailed, trace: TracebackType | None) -> list[str]:
        known = self.progress.check(self.code)
        if known and (name := self.progress.empty_answer(known[1])):
            return [self._not_written(name)]
        self.last = error, known[1] if known else None
        self.failures[error.question] += 1
        facts = [f"{error.happened}.", f"Expected {error.expected} ({error.source})."]
        steps = self._steps(*self.last)
        return [
            *self._own_lines(error.__cause__, trace if known else None),
            *facts,
            *(steps or ([ASK] if error.hint else [])),
        ]

    def _steps(self, error: CheckFailed, check: ReleasedCell | None) -> list[str]:
        """Return what is told besides the facts: from the second failure on the hint, from the third where to read."""
        count = self.failures[error.question]
        stop = "" if (error.hint or "").endswith("?") else "."
        steps = [f"Hint: {error.hint}{stop}"] if error.hint and count > 1 else []
        return steps + ([f"Read again: {check.title}."] if check and count > 2 else [])

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
        setup = (cell for table in self.progress.tables for cell in table.cells if cell.kind == "locked")
        if any(name in cell.defines for cell in setup) and not hasattr(builtins, name):
            return [f"{name} is not there yet: run the first cell of the notebook."]
        return None

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
