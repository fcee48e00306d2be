"""What a process sends while a cell runs, put into the cell's outputs as nbclient does, as long as there is room.

`execute` makes one per cell. A message may be anything: what is no output of a notebook raises `EOFError`, as the end
of the talk does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode

MOST_OUTPUT, MOST_IN_ALL = 5_000_000, 25_000_000
"""Characters of output that a cell and a notebook may keep; pictures of the course have a hundredth of it."""

EACH = 200
"""Characters that every output counts more than it holds: a million empty ones are many, too."""

LONGEST_ERROR = 100_000
"""Characters of an error that are kept: it decides the points, so that it is shortened, never left out."""

CUT_OFF = f"[this cell wrote more than {MOST_OUTPUT:,} characters; the rest is left out]"

SHOWN_BY_STUDENT = ("stream", "display_data", "update_display_data")
"""Messages of the student's process that a test cell shows; none of them says anything about points."""


@dataclass
class Room:
    """Characters of output that a notebook may still keep."""

    left: int = MOST_IN_ALL


class CellOutputs:
    """The outputs of `cell`; `tested` if they decide its points, where stderr's text counts as stdout's."""

    def __init__(self, client: NotebookClient, cell: NotebookNode, index: int, room: Room, *, tested: bool) -> None:
        """Begin without outputs."""
        self.client, self.cell, self.index, self.room, self.tested = client, cell, index, room, tested
        self.left = MOST_OUTPUT
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
        length = EACH + (len(content["text"]) if kind == "stream" else len(json.dumps(content)))
        decides = kind in ("error", "execute_result") and self.decisive < 3 and length < MOST_OUTPUT
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
        told = {"ename": _text(content["ename"])[:200], "evalue": _text(content["evalue"])[:LONGEST_ERROR]}
        lines = [_text(line) for line in content["traceback"]]
        if sum(map(len, lines)) > LONGEST_ERROR:
            lines = [lines[-1][:LONGEST_ERROR]]
        return told | {"traceback": lines}
    if not isinstance(kind, str):
        raise TypeError(kind)
    return None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
