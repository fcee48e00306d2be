"""What a process sends while a cell runs, put into the cell's outputs as nbclient does, as long as there is room.

`execute` makes one per cell. A message may be anything: what is no output of a notebook raises `EOFError`, as the end
of the talk does.


Partial credit: what a test cell's last expression says, read as a number between 0 and the cell's points.

nbgrader reads the text of the result, and gives full points where it finds none: for `np.float64(0.5)`, `False`, `nan`
or -1, and it stops at a number over the points. `execute` puts such a result right before nbgrader reads it.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode

MAX_CELL_OUTPUT, MAX_NOTEBOOK_OUTPUT = 5_000_000, 25_000_000
"""Characters of output that a cell and a notebook may keep; pictures of the course have a hundredth of it."""

OVERHEAD = 200
"""Characters that every output counts more than it holds: a million empty ones are many, too."""

MAX_ERROR = 100_000
"""Characters of an error that are kept: it decides the points, so that it is shortened, never left out."""

CUT_OFF = f"[this cell wrote more than {MAX_CELL_OUTPUT:,} characters; the rest is left out]"

SHOWN_BY_STUDENT = ("stream", "display_data", "update_display_data")
"""Messages of the student's process that a test cell shows; none of them says anything about points."""


@dataclass
class OutputBudget:
    """Characters of output that a notebook may still keep."""

    left: int = MAX_NOTEBOOK_OUTPUT


class CellOutputs:
    """The outputs of `cell`; `tested` if they decide its points, where stderr's text counts as stdout's."""

    def __init__(
        self, client: NotebookClient, cell: NotebookNode, index: int, room: OutputBudget, *, tested: bool
    ) -> None:
        """Begin without outputs."""
        self.client, self.cell, self.index, self.room, self.tested = client, cell, index, room, tested
        self.left = MAX_CELL_OUTPUT
        self.decisive = 0
        cell.outputs = []
        client.clear_before_next_output = False

    def put(self, message: dict[str, Any]) -> None:
        """Put one message, shortened if there is no room for it; raise `EOFError` if it is none."""
        try:
            kind, content = message["msg_type"], _content(message["msg_type"], message["content"])
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise EOFError from error
        if content is None:
            return
        if kind == "stream" and self.tested:
            content["name"] = "stdout"
        length = OVERHEAD + (len(content["text"]) if kind == "stream" else len(json.dumps(content)))
        decides = kind in ("error", "execute_result") and self.decisive < 3 and length < MAX_CELL_OUTPUT
        self.decisive += decides
        if not decides:
            room = min(self.left, self.room.left)
            if room <= 0:
                return
            self.left, self.room.left = self.left - length, self.room.left - min(length, room)
            if length > room:
                kind, content = "stream", {"name": "stdout", "text": f"{content.get('text', '')[:room]}\n{CUT_OFF}\n"}
        self._add(kind, content)

    def put_student(self, message: dict[str, Any]) -> None:
        """Put what the student's process shows while a test runs; what looks like a verdict is dropped."""
        if message.get("msg_type") in SHOWN_BY_STUDENT:
            self.put(message)

    def _add(self, kind: str, content: dict[str, Any]) -> None:
        outputs = self.cell.outputs
        last = outputs[-1] if outputs and not self.client.clear_before_next_output else {}
        if kind == "stream" == last.get("output_type") and last.name == content["name"]:
            last.text += content["text"]
            return
        message = {"msg_type": kind, "content": content}
        self.client.process_message(message | {"header": message, "parent_header": {}}, self.cell, self.index)


def _content(kind: str, content: dict[str, Any]) -> dict[str, Any] | None:
    """Return what the message says in the form of a notebook's output; None if it is of another kind."""
    if kind == "stream":
        return {"name": "stderr" if content["name"] == "stderr" else "stdout", "text": _text(content["text"])}
    if kind in ("display_data", "execute_result", "update_display_data"):
        data = {_text(name): value for name, value in content["data"].items()}
        told = {"data": data, "metadata": dict(content.get("metadata") or {})}
        identity = (content.get("transient") or {}).get("display_id")
        told["transient"] = {} if identity is None else {"display_id": _text(identity)}
        return told | ({"execution_count": int(content["execution_count"])} if kind == "execute_result" else {})
    if kind == "clear_output":
        return {"wait": bool(content.get("wait"))}
    if kind == "error":
        told = {"ename": _text(content["ename"])[:200], "evalue": _text(content["evalue"])[:MAX_ERROR]}
        lines = [_text(line) for line in content["traceback"]]
        if sum(map(len, lines)) > MAX_ERROR:
            lines = [lines[-1][:MAX_ERROR]]
        return told | {"traceback": lines}
    if not isinstance(kind, str):
        raise TypeError(kind)
    return None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


NUMBER = re.compile(r"""^(?:np\.\w+\()?['"]?([-+]?(?:[\d.]+(?:e[-+]?\d+)?|inf|nan))['"]?\)?$""", re.I)
"""A number as Python or NumPy shows it."""

VERDICTS = {"True": 1.0, "False": 0.0, "np.True_": 1.0, "np.False_": 0.0}
"""A comparison at the end of a cell is its verdict."""


def normalize_credit(cell: NotebookNode) -> None:
    """Let the results of the test `cell` say a number of points, or nothing; NaN is no point."""
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
    if not (found := NUMBER.match(text)):
        return None
    try:
        points = float(found[1])
    except ValueError:
        return None
    return 0.0 if math.isnan(points) else min(max(points, 0.0), most)
