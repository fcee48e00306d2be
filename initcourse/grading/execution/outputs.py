"""What the processes send while a cell runs, put into the cell's outputs as Jupyter does it, as long as there is room.

`notebook` makes a `NotebookOutputs` for each notebook and a `CellOutputs` for each cell. nbclient, which Jupyter's own
tools execute notebooks with, turns a message into an output.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_output

from initcourse.grading.execution.messages import ClearOutput, Display, ErrorShown, Output, Stream

MAX_CELL_OUTPUT, MAX_NOTEBOOK_OUTPUT = 5_000_000, 25_000_000
"""Characters of output that a cell and a notebook may keep; pictures of the course have a hundredth of it."""

OVERHEAD = 200
"""Characters that every output counts more than it holds: a million empty ones are many, too."""

MAX_ERROR = 100_000
"""Characters of an error that are kept: it decides the points, so that it is shortened, never skipped."""

MAX_DECISIVE = 3
"""Errors and results of a cell that are kept though there is no room: they decide its points."""

CUT_OFF = f"[this cell wrote more than {MAX_CELL_OUTPUT:,} characters; the rest is cut off]"

NUMBER = re.compile(r"""^(?:np\.\w+\()?['"]?([-+]?(?:[\d.]+(?:e[-+]?\d+)?|inf|nan))['"]?\)?$""", re.I)
"""A number as Python or NumPy shows it."""

VERDICTS = {"True": 1.0, "False": 0.0, "np.True_": 1.0, "np.False_": 0.0}
"""A comparison at the end of a cell is its verdict."""


class NotebookOutputs:
    """The outputs of a notebook's cells, which share one budget of characters."""

    def __init__(self, notebook: NotebookNode) -> None:
        self.client = NotebookClient(notebook)
        self.left = MAX_NOTEBOOK_OUTPUT

    def begin(self, cell: NotebookNode, index: int, *, tested: bool) -> CellOutputs:
        """Empty the outputs of the cell at this index and return what fills them; `tested`: they decide its points."""
        cell.outputs = []
        self.client.clear_before_next_output = False
        return CellOutputs(self, cell, index, tested=tested)


class CellOutputs:
    """Fills the outputs of one cell; where they decide its points (`tested`), stderr's text counts as stdout's."""

    def __init__(self, notebook: NotebookOutputs, cell: NotebookNode, index: int, *, tested: bool) -> None:
        self.notebook, self.cell, self.index, self.tested = notebook, cell, index, tested
        self._left = MAX_CELL_OUTPUT
        self._decisive = 0

    def put(self, output: Output) -> None:
        """Add one output, shortened if there is no room for it."""
        kind, content = _message(output)
        if kind == "stream" and self.tested:
            content["name"] = "stdout"
        length = OVERHEAD + (len(content["text"]) if kind == "stream" else len(json.dumps(content)))
        decides = kind in ("error", "execute_result") and self._decisive < MAX_DECISIVE and length < MAX_CELL_OUTPUT
        self._decisive += decides
        if not decides:
            room = min(self._left, self.notebook.left)
            if room <= 0:
                return
            self._left -= length
            self.notebook.left -= min(length, room)
            if length > room:
                text = f"{content.get('text', '')[:room]}\n{CUT_OFF}\n"
                kind, content = "stream", {"name": "stdout", "text": text}
        self._add(kind, content)

    def put_student(self, output: Output) -> None:
        """Add what the student's process shows while a test runs; what looks like a verdict is dropped."""
        if isinstance(output, Stream) or (isinstance(output, Display) and output.kind != "execute_result"):
            self.put(output)

    def require_error(self, error: ErrorShown) -> None:
        """See that the cell's outputs hold an error of this name, as nbgrader does: without one it would score."""
        if not any(output.output_type == "error" and output.ename == error.ename for output in self.cell.outputs):
            lines = list(error.traceback) or ["ERROR: An error occurred while showtraceback was disabled"]
            shown = new_output("error", ename=error.ename, evalue=error.evalue, traceback=lines)
            self.cell.outputs.append(shown)

    def fail(self, ename: str, evalue: str) -> None:
        """Add an error that no process has shown."""
        error = new_output("error", ename=ename, evalue=evalue, traceback=[f"{ename}: {evalue}"])
        self.cell.outputs.append(error)

    def _add(self, kind: str, content: dict[str, Any]) -> None:
        client, outputs = self.notebook.client, self.cell.outputs
        last: Any = outputs[-1] if outputs and not client.clear_before_next_output else NotebookNode()
        if kind == "stream" == last.get("output_type") and last.name == content["name"]:
            last.text += content["text"]
            return
        message = {"msg_type": kind, "content": content}
        client.process_message(message | {"header": message, "parent_header": {}}, self.cell, self.index)


def normalize_credit(cell: NotebookNode) -> None:
    """Let the results of a test cell say a number between 0 and the cell's points, or nothing.

    nbgrader reads partial credit from the text of a cell's last expression. It gives full points where that is no
    number it knows: for `np.float64(0.5)`, `False`, `nan` or -1; and it stops at a number over the points. Here NaN is
    no point, and True and False are all or none.
    """
    most = float(cell.metadata.get("nbgrader", {}).get("points", 0) or 0)
    for output in cell.outputs:
        if output.output_type == "execute_result":
            points = _points(str(output.data.get("text/plain", "")).strip(), most)
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


def _message(output: Output) -> tuple[str, dict[str, Any]]:
    """Return the output as the kind and content of a Jupyter message."""
    match output:
        case Stream(name, text):
            return "stream", {"name": name, "text": text}
        case ClearOutput(wait):
            return "clear_output", {"wait": wait}
        case ErrorShown(ename, evalue, lines):
            if sum(map(len, lines)) > MAX_ERROR:
                lines = [lines[-1][:MAX_ERROR]]
            return "error", {"ename": ename[:200], "evalue": evalue[:MAX_ERROR], "traceback": list(lines)}
    transient = {} if output.display_id is None else {"display_id": output.display_id}
    content: dict[str, Any] = {"data": dict(output.data), "metadata": dict(output.metadata), "transient": transient}
    if output.kind == "execute_result":
        content["execution_count"] = output.execution_count
    return output.kind, content
