"""Parse the bytes of a notebook file, whatever wrote or broke them: to cells, or to why there are none.

A cell is what its text, its type and its marks say; everything else in the file is left behind here. `repair` looks at
whose cell is which.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, get_args

import nbformat

from initcourse.grading.errors import first_line
from initcourse.grading.submission.canonical import FLAGS, MAX_CELLS, CellType, Repair
from initcourse.grading.submission.model import Unreadable

MAX_REASON_LENGTH = 120
"""Characters of another library's error that a message shows."""

MAX_WORD = 40
"""Characters of the name of a language, and of its version."""

ID = re.compile(r"[a-zA-Z0-9-_]{1,64}")
"""What nbformat allows as a cell's id."""


@dataclass
class ParsedCell:
    """A cell of a hand-in, as far as it can count: `marks` are nbgrader's flags, `attachments` are not looked into."""

    cell_type: CellType
    source: str
    grade_id: str | None = None
    marks: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    id: str = ""
    attachments: Mapping[str, Any] = field(default_factory=dict)
    marked: bool = False


class ParsedNotebook(NamedTuple):
    """The `cells` of a notebook, what was put right (`notes`), and the `language` and its `version` that it says."""

    cells: list[ParsedCell]
    notes: list[Repair]
    language: str = ""
    version: str = ""


def parse_notebook(name: str, content: bytes) -> ParsedNotebook:
    """Return what counts in the bytes of a file called `name`; raise `Unreadable`."""
    try:
        text, notes = decode_text(content)
        data = json.loads(text, strict=False)  # a tab within a text is no reason to refuse
        if isinstance(data, dict) and isinstance(data.get("worksheets"), list):
            data, notes = nbformat.convert(nbformat.from_dict(data), 4), [*notes, "the notebook had an old format"]
        if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
            raise Unreadable(f"{name} is not a notebook: open and save it in JupyterLab, or ask for it again")
        if len(data["cells"]) > MAX_CELLS:
            raise Unreadable(f"{name} has more than {MAX_CELLS:,} cells: look at it")
        repairs = [Repair(what=note) for note in notes]
        cells = [cell for raw in data["cells"] if (cell := _parse_cell(raw, repairs))]
        return ParsedNotebook(cells, repairs, *_language(data.get("metadata")))
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable(f"{name} is nested too deeply: ask for the file again") from error
    except ValueError as error:
        raise Unreadable(f"{name} is not JSON ({_reason(error)}): ask for the file again") from error
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable(f"{name} is not a valid notebook ({_reason(error)}): ask for the file again") from error


def grade_ids(content: bytes) -> set[str]:
    """Return what looks like grade_ids in the bytes of a file that may be a notebook."""
    return set(re.findall(r'"grade_id"\s*:\s*"([^"\\]{1,200})"', decode_text(content)[0]))


def decode_text(content: bytes) -> tuple[str, list[str]]:
    """Return the text of a JSON file, and a note on each thing that was put right.

    Encodings that JSON may have are recognized; anything else is read as Windows writes in western Europe.
    """
    notes = []
    try:
        text = content.decode("utf-8-sig" if content[:3] == codecs.BOM_UTF8 else json.detect_encoding(content))
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        notes.append("the file was not encoded in UTF-8: it was read as Windows-1252")
    if "\0" in text:
        text = text.replace("\0", "")
        notes.append("the file held NUL bytes: they were removed")
    return text, notes


def _language(metadata: Any) -> tuple[str, str]:
    """Return the name of a notebook's language, in small letters, and its version; "" for what it does not say."""
    tables = [metadata.get(key) for key in ("language_info", "kernelspec")] if isinstance(metadata, dict) else []
    empty: dict[str, Any] = {}
    info, kernel = (table if isinstance(table, dict) else empty for table in (tables or (empty, empty)))
    name, version = info.get("name") or kernel.get("language"), info.get("version")
    return (
        name.lower()[:MAX_WORD] if isinstance(name, str) else "",
        version[:MAX_WORD] if isinstance(version, str) else "",
    )


def _parse_cell(raw: Any, repairs: list[Repair]) -> ParsedCell | None:
    """Return what counts of a cell; None, and a note, if it is none."""
    source = _joined(raw.get("source")) if isinstance(raw, dict) else None
    if source is None or raw.get("cell_type") not in get_args(CellType):
        repairs.append(Repair(what="what was not a cell was removed"))
        return None
    metadata = raw.get("metadata")
    if not isinstance(metadata, dict):
        metadata = {}
        repairs.append(Repair(what="a cell's metadata was not a table and was removed"))
    marks, tags = metadata.get("nbgrader"), metadata.get("tags")
    table = marks if isinstance(marks, dict) else {}
    grade_id = table.get("grade_id")
    identity, attachments = raw.get("id"), raw.get("attachments")
    return ParsedCell(
        cell_type=raw["cell_type"],
        source=source.encode("utf-8", "replace").decode(),
        grade_id=grade_id if isinstance(grade_id, str) else None,
        marks=frozenset(flag for flag in FLAGS if table.get(flag) is True),
        tags=frozenset(str(tag)[:100] for tag in tags) if isinstance(tags, list) else frozenset(),
        id=identity if isinstance(identity, str) and ID.fullmatch(identity) else "",
        attachments=attachments if isinstance(attachments, dict) else {},
        marked=("nbgrader" in metadata) and _claims_grading(marks),
    )


def _joined(source: Any) -> str | None:
    """Return the text of a cell, which a file may hold as a list of lines; None if it is neither."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    return source if isinstance(source, str) else None


def _claims_grading(marks: Any) -> bool:
    """Whether the `marks`, which may be of any type, make a graded cell of a cell."""
    return not isinstance(marks, dict) or any(marks.get(key) for key in (*FLAGS, "grade_id"))


def _reason(error: Exception) -> str:
    return first_line(str(error))[:MAX_REASON_LENGTH]
