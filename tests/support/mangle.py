"""Hand-ins as accidents and mischief leave them: a notebook's cells and bytes, mangled at random by a seed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Mapping
from typing import Any

Notebook = dict[str, Any]


def mangled(notebook: Notebook, seed: int) -> bytes:
    """Return a mangled copy of a notebook of format 4 as the bytes of a file."""
    rng = random.Random(seed)
    notebook = copy.deepcopy(notebook)
    for _ in range(rng.randint(1, 5)):
        if notebook["cells"]:
            rng.choice(CELL_MISHAPS)(notebook, rng)
    content = json.dumps(notebook).encode()
    return rng.choice(FILE_MISHAPS)(content, rng) if rng.random() < 0.25 else content


def intact(content: bytes, answers: Mapping[str, str]) -> set[str]:
    """Return which of the `answers`, by grade_id, a file still holds: once, as code, under its own grade_id."""
    try:
        cells = [cell for cell in json.loads(content.decode())["cells"] if isinstance(cell, dict)]
    except (ValueError, KeyError, TypeError):
        return set()
    texts = [_text(cell) for cell in cells]
    whole = set()
    for name, answer in answers.items():
        named = [cell for cell in cells if _grade_id(cell) == name]
        once = texts.count(answer) == 1 and len(named) == 1 and _text(named[0]) == answer
        if once and named[0].get("cell_type") == "code":
            whole.add(name)
    return whole


def _text(cell: Notebook) -> Any:
    source = cell.get("source")
    is_lines = isinstance(source, list) and all(isinstance(line, str) for line in source)
    return "".join(source) if is_lines else source


def _grade_id(cell: Notebook) -> Any:
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return marks.get("grade_id") if isinstance(marks, dict) else None


def _pick(notebook: Notebook, rng: random.Random) -> int:
    return rng.randrange(len(notebook["cells"]))


def _drop(notebook: Notebook, rng: random.Random) -> None:
    del notebook["cells"][_pick(notebook, rng)]


def _copy(notebook: Notebook, rng: random.Random) -> None:
    cell = copy.deepcopy(notebook["cells"][_pick(notebook, rng)])
    notebook["cells"].insert(_pick(notebook, rng), cell)


def _move(notebook: Notebook, rng: random.Random) -> None:
    cell = notebook["cells"].pop(_pick(notebook, rng))
    notebook["cells"].insert(rng.randint(0, len(notebook["cells"])), cell)


def _retype(notebook: Notebook, rng: random.Random) -> None:
    cell = notebook["cells"][_pick(notebook, rng)]
    cell["cell_type"] = rng.choice(["code", "markdown", "raw", "heading", 7])


def _split(notebook: Notebook, rng: random.Random) -> None:
    number = _pick(notebook, rng)
    cell = notebook["cells"][number]
    text = _text(cell)
    if isinstance(text, str) and text:
        at = rng.randrange(len(text))
        cell["source"] = text[:at]
        notebook["cells"].insert(number + 1, {"cell_type": "code", "metadata": {}, "source": text[at:], "outputs": []})


def _forge(notebook: Notebook, rng: random.Random) -> None:
    marks = rng.choice(notebook["cells"]).get("metadata")
    marks = marks.get("nbgrader") if isinstance(marks, dict) else None
    if isinstance(marks, dict):
        key = rng.choice(["grade", "solution", "locked", "task", "points", "schema_version", "cell_type", "checksum"])
        marks[key] = rng.choice([True, False, None, 100, -1, "code", [], {}])


def _swap_grade_ids(notebook: Notebook, rng: random.Random) -> None:
    cells = [cell for cell in notebook["cells"] if _grade_id(cell) is not None]
    if len(cells) > 1:
        first, second = (cell["metadata"]["nbgrader"] for cell in rng.sample(cells, 2))
        first["grade_id"], second["grade_id"] = second["grade_id"], first["grade_id"]


def _rename(notebook: Notebook, rng: random.Random) -> None:
    cell = rng.choice(notebook["cells"])
    if _grade_id(cell) is not None:
        cell["metadata"]["nbgrader"]["grade_id"] = rng.choice(["other", "", 5, None, "double", "halve-values"])


def _break_type(notebook: Notebook, rng: random.Random) -> None:
    key = rng.choice(["metadata", "outputs", "id", "source", "execution_count", "attachments", "extra"])
    rng.choice(notebook["cells"])[key] = rng.choice([None, 5, [], {}, "text", [1], {"a": {"b": []}}])


def _insert_invalid(notebook: Notebook, rng: random.Random) -> None:
    notebook["cells"].insert(_pick(notebook, rng), rng.choice([None, 5, [], {}, "text"]))
    notebook["cells"] = [cell for cell in notebook["cells"] if isinstance(cell, dict) or rng.random() < 0.5]
    notebook["cells"] = [cell if isinstance(cell, dict) else {} for cell in notebook["cells"]]


def _tag(notebook: Notebook, rng: random.Random) -> None:
    metadata = rng.choice(notebook["cells"]).get("metadata")
    if isinstance(metadata, dict):
        metadata["tags"] = rng.choice([["skip-execution"], ["raises-exception"], "show", 5, [5]])


def _settings(notebook: Notebook, rng: random.Random) -> None:
    key = rng.choice(["metadata", "nbformat", "nbformat_minor", "extra"])
    notebook[key] = rng.choice([None, 3, 5, {}, [], "4", {"kernelspec": 5}])


def _flip(content: bytes, rng: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(rng.randint(1, 20)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content))]


def _add_nul(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content))
    return content[:at] + b"\0" * rng.randint(1, 9) + content[at:]


def _encode(content: bytes, rng: random.Random) -> bytes:
    return content.decode().encode(rng.choice(["utf-8-sig", "utf-16", "utf-32", "utf-16-le"]))


CELL_MISHAPS = (
    *(
        _drop,
        _copy,
        _move,
        _retype,
        _split,
        _forge,
        _swap_grade_ids,
        _rename,
        _break_type,
        _insert_invalid,
        _tag,
        _settings,
    ),
)
FILE_MISHAPS = (_flip, _cut, _add_nul, _encode)
