"""What the processes send while a cell runs, put into the cell's outputs as Jupyter does it, as long as there is room.

`notebook` makes a `NotebookOutputs` for each notebook and a `CellOutputs` for each cell. Room is counted in bytes of
the notebook's file, for all that is printed, displayed, updated or raised.
"""

from __future__ import annotations

import math
import re

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.utils import determine_grade

from initcourse.grading.execution.messages import (
    MAX_ERROR,
    MAX_NAME,
    ClearOutput,
    Display,
    DisplayForm,
    ErrorShown,
    Output,
    Stream,
)
from initcourse.grading.submission.canonical import stored_size

MAX_CELL_OUTPUT, MAX_NOTEBOOK_OUTPUT = 5_000_000, 20_000_000
"""Bytes of output that a cell and a notebook may keep; pictures of the course have a hundredth of it."""

OVERHEAD = 300
"""Bytes that every output counts more than its texts: a million empty ones are many, too."""

MAX_DECISIVE = 3
"""Errors and results of a cell that are kept, shortened, though there is no room: they decide its points."""

MAX_SHORT = 1_000
"""Characters of such an error's text, and of the last line of its traceback."""

MAX_LINES = 1_000
"""Lines of a traceback that are kept, the last ones."""

MAX_NUMBER = 100
"""Characters of a text that can be a number of points."""

CUT_OFF = f"[this cell wrote more than the {MAX_CELL_OUTPUT // 1_000_000} MB that are kept; the rest is cut off]"

NUMBER = re.compile(r"""^(?:np\.\w+\()?['"]?([-+]?(?:[\d.]+(?:e[-+]?\d+)?|inf|nan))['"]?\)?$""", re.I)
"""A number as Python or NumPy shows it."""

Forms = tuple[dict[str, str], dict[str, NotebookNode]]
"""Texts by MIME type, and the sizes of pictures."""

VERDICTS = {"True": 1.0, "False": 0.0, "np.True_": 1.0, "np.False_": 0.0}
"""A comparison at the end of a cell is its verdict."""


class NotebookOutputs:
    """The outputs of a notebook's cells, which share one budget of bytes and the names of what is displayed."""

    def __init__(self) -> None:
        self.left = MAX_NOTEBOOK_OUTPUT
        self.displays: dict[str, list[NotebookNode]] = {}

    def begin(self, cell: NotebookNode, *, tested: bool) -> CellOutputs:
        """Empty the outputs of the cell and return what fills them; `tested`: they decide its points."""
        cell.outputs = []
        return CellOutputs(self, cell, tested=tested)


class CellOutputs:
    """Fills the outputs of one cell; where they decide its points (`tested`), stderr's text counts as stdout's."""

    def __init__(self, notebook: NotebookOutputs, cell: NotebookNode, *, tested: bool) -> None:
        self.notebook, self.cell, self.tested = notebook, cell, tested
        self._left, self._decisive = MAX_CELL_OUTPUT, 0
        self._clear_before_next, self._is_cut = False, False

    @classmethod
    def scratch(cls) -> CellOutputs:
        """Return outputs that nobody looks at."""
        return NotebookOutputs().begin(NotebookNode(), tested=False)

    def put(self, output: Output, payload: bytes = b"") -> None:
        """Add one output, shortened if there is no room for it."""
        match output:
            case ClearOutput(wait=True):
                self._clear_before_next = True
            case ClearOutput():
                self.cell.outputs.clear()
            case Stream(name):
                self._print("stdout" if self.tested else name, payload)
            case Display(kind="update_display_data"):
                self._update(output, payload)
            case Display():
                self._display(output, payload)
            case ErrorShown():
                self._raise(output)

    def put_student(self, output: Output, payload: bytes = b"") -> None:
        """Add what the student's process shows while a test runs; what looks like a verdict is dropped."""
        if isinstance(output, Stream) or (isinstance(output, Display) and output.kind != "execute_result"):
            self.put(output, payload)

    def require_error(self, error: ErrorShown) -> None:
        """See that the cell's outputs hold an error of this name, as nbgrader does: without one it would score."""
        if not any(output.output_type == "error" and output.ename == error.ename for output in self.cell.outputs):
            lines = list(error.traceback) or ["ERROR: An error occurred while showtraceback was disabled"]
            self._decisive = 0
            self._raise(ErrorShown(ename=error.ename, evalue=error.evalue, traceback=lines))

    def fail(self, ename: str, evalue: str) -> None:
        """Add an error that no process has shown."""
        error = new_output("error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"])
        self.cell.outputs.append(error)

    def _print(self, name: str, payload: bytes) -> None:
        """Add printed text; of a long one, as much as there is room for."""
        if self._is_cut:
            return
        text = payload.decode("utf-8", "replace")
        size = stored_size(text)
        if OVERHEAD + size > self._room:
            share = max(0.0, self._room - OVERHEAD) / size
            text, self._is_cut = f"{text[: int(len(text) * share)]}\n{CUT_OFF}\n", True
        last = self.cell.outputs[-1] if self.cell.outputs and not self._clear_before_next else None
        if last is not None and last.output_type == "stream" and last.name == name:
            self._spend(size)
            last.text += text
        else:
            self._spend(size + OVERHEAD)
            self._append(new_output("stream", name=name, text=text))

    def _display(self, display: Display, payload: bytes) -> None:
        forms = self._take_forms(display, payload)
        if forms is None:
            if display.kind != "execute_result" or not self._decides():
                return self._cut_off()
            forms = _number(display, payload), {}
        data, metadata = forms
        shown = new_output(display.kind, data=data, metadata=metadata)
        if display.kind == "execute_result":
            shown.execution_count = display.execution_count
        self._append(shown)
        if display.display_id is not None:
            self.notebook.displays.setdefault(display.display_id, []).append(shown)

    def _update(self, display: Display, payload: bytes) -> None:
        """Put new forms into everything that was displayed under this id; each of them takes room."""
        shown = self.notebook.displays.get(display.display_id or "", [])
        if not shown:
            return
        forms = self._take_forms(display, payload, len(shown))
        if forms is None:
            return self._cut_off()
        for output in shown:
            output.data, output.metadata = map(NotebookNode, forms)

    def _raise(self, error: ErrorShown) -> None:
        if self._is_cut and self._decisive >= MAX_DECISIVE:
            return
        lines = list(error.traceback[-MAX_LINES:])
        if sum(map(len, lines)) > MAX_ERROR:
            lines = [lines[-1][:MAX_ERROR]]
        evalue = error.evalue[:MAX_ERROR]
        size = OVERHEAD + sum(map(stored_size, [error.ename, evalue, *lines]))
        if size <= self._room:
            self._spend(size)
        elif self._decides():
            evalue, lines = evalue[:MAX_SHORT], [line[:MAX_SHORT] for line in lines[-1:]]
        else:
            return self._cut_off()
        self._append(new_output("error", ename=error.ename[:MAX_NAME], evalue=evalue, traceback=lines))

    def _take_forms(self, display: Display, payload: bytes, times: int = 1) -> Forms | None:
        """Return what is displayed, `times` times, and take room for it; None if there is none.

        What is too large is not measured, and nothing after it: measuring takes the time of all hand-ins.
        """
        if self._is_cut or sum(form.size for form in display.forms) > self._room:
            return None
        data, metadata = _forms(display.forms, payload)
        size = times * _display_size(data, metadata)
        if size > self._room:
            return None
        self._spend(size)
        return data, metadata

    @property
    def _room(self) -> int:
        return min(self._left, self.notebook.left)

    def _decides(self) -> bool:
        """Whether an error or a result for which there is no room is kept all the same, shortened."""
        self._decisive += 1
        return self._decisive <= MAX_DECISIVE

    def _cut_off(self) -> None:
        """Tell once in the cell that there is no room."""
        if not self._is_cut:
            self._is_cut = True
            self._append(new_output("stream", name="stdout", text=f"{CUT_OFF}\n"))

    def _spend(self, size: int) -> None:
        self._left -= size
        self.notebook.left -= size

    def _append(self, output: NotebookNode) -> None:
        if self._clear_before_next:
            self.cell.outputs.clear()
            self._clear_before_next = False
        self.cell.outputs.append(output)


def points_of(cell: NotebookNode) -> float:
    """Return what nbgrader gives an executed test cell, by its outputs; 0 for a cell that is none."""
    points, _ = determine_grade(cell)
    return points or 0.0


def normalize_credit(cell: NotebookNode) -> None:
    """Let the results of a test cell say a number between 0 and the cell's points, or nothing.

    nbgrader reads partial credit from the text of a cell's last expression. It gives full points where that is no
    number it knows: for `np.float64(0.5)`, `False`, `nan` or -1; and it stops at a number over the points. Here NaN is
    no point, and True and False are all or none.
    """
    most = float(cell.metadata.get("nbgrader", {}).get("points", 0) or 0)
    for output in cell.outputs:
        if output.output_type == "execute_result":
            text = str(output.data.get("text/plain", ""))
            points = _points(text.strip(), most) if len(text) <= MAX_NUMBER else None
            if points is None:
                output.output_type = "display_data"
                output.pop("execution_count", None)
            else:
                output.data["text/plain"] = f"{points:g}"


def _points(text: str, most: float) -> float | None:
    if text in VERDICTS:
        return VERDICTS[text] * most
    number = NUMBER.match(text)
    if number is None:
        return None
    try:
        points = float(number[1])
    except ValueError:
        return None
    return 0.0 if math.isnan(points) else min(max(points, 0.0), most)


def _number(display: Display, payload: bytes) -> dict[str, str]:
    """Return of a result what may be a number of points."""
    data, _ = _forms(display.forms, payload)
    return {kind: text for kind, text in data.items() if kind == "text/plain" and len(text) <= MAX_NUMBER}


def _forms(forms: list[DisplayForm], payload: bytes) -> Forms:
    """Return the texts of what is displayed by MIME type, and the sizes of pictures."""
    data, metadata, place = {}, {}, 0
    for form in forms:
        data[form.kind] = payload[place : place + form.size].decode("utf-8", "replace")
        place += form.size
        size = {"width": form.width, "height": form.height, "alt": form.alt}
        if given := {name: value for name, value in size.items() if value is not None}:
            metadata[form.kind] = NotebookNode(given)
    return data, metadata


def _display_size(data: dict[str, str], metadata: dict[str, NotebookNode]) -> int:
    alternatives = [fields.get("alt", "") for fields in metadata.values()]
    return OVERHEAD * (1 + len(data)) + sum(map(stored_size, [*data.values(), *alternatives]))
