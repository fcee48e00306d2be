"""Cells of hand-ins rebuilt from what a page shows of them: known kinds of output, known metadata, nothing else.

`exporter` asks before nbconvert renders. nbconvert's templates believe a notebook: a width without quotes, a file name
as the address of a picture, a tag as a class, a cell that asks to be hidden. Here every field is read, tested and
written anew. Markdown stays as it is; the page's filter cleans it (`html`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from nbformat import NotebookNode

from initcourse.grading.feedback.formulas import picture
from initcourse.grading.feedback.html import harmless_html, joined_text, unchanged

BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")

WORD = re.compile(r"[\w-]+")

CELL_TYPES = ("code", "markdown", "raw")

GRADING_FLAGS = ("grade", "solution", "task", "locked")

PICTURE_TYPES = ("image/png", "image/jpeg")


def harmless_notebook(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook with the cells of `notebook`, of which nothing but what a page shows is left."""
    language = notebook.metadata.get("language_info", {})
    names = {key: language[key] for key in ("name", "pygments_lexer") if _is_word(_get(language, key))}
    metadata = NotebookNode(language_info=NotebookNode(names or {"name": "python"}))
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=metadata, cells=[_cell(cell) for cell in notebook.cells])


def _cell(cell: NotebookNode) -> NotebookNode:
    cell_type = cell.get("cell_type")
    rebuilt = NotebookNode(
        cell_type=cell_type if cell_type in CELL_TYPES else "raw",
        source=joined_text(cell.get("source", "")),
        id=cell.get("id") if _is_word(cell.get("id")) else "",
        metadata=NotebookNode(),
    )
    if isinstance(_get(cell.get("metadata"), "nbgrader"), dict):
        rebuilt.metadata.nbgrader = _grading(cell.metadata["nbgrader"])
    if rebuilt.cell_type == "code":
        rebuilt.execution_count = _whole_number(cell.get("execution_count"))
        rebuilt.outputs = [_output(output) for output in cell.get("outputs", []) if isinstance(output, dict)]
    elif isinstance(cell.get("attachments"), dict):
        pictures = {name: _pictures(data) for name, data in cell.attachments.items()}
        rebuilt.attachments = NotebookNode({name: NotebookNode(data) for name, data in pictures.items() if data})
    return rebuilt


def _grading(nbgrader: dict[str, Any]) -> NotebookNode:
    """Return what the page shows of a graded cell; its id becomes one that HTML can hold."""
    grading = NotebookNode({flag: bool(nbgrader.get(flag)) for flag in GRADING_FLAGS})
    grading.grade_id = re.sub(r"[^\w.-]", "_", joined_text(nbgrader.get("grade_id", "")))
    scores = {name: nbgrader[name] for name in ("score", "points") if isinstance(nbgrader.get(name), int | float)}
    grading.update(scores)
    if nbgrader.get("comment"):
        grading.comment = joined_text(nbgrader["comment"])
    return grading


def _output(output: dict[str, Any]) -> NotebookNode:
    output_type = output.get("output_type")
    if output_type == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type="stream", name=name, text=joined_text(output.get("text", "")))
    if output_type == "error":
        lines = output.get("traceback")
        lines = [joined_text(line) for line in lines] if isinstance(lines, list) else [joined_text(lines)]
        names = {key: joined_text(output.get(key, "")) for key in ("ename", "evalue")}
        return NotebookNode(output_type="error", traceback=lines, **names)
    rebuilt = NotebookNode(output_type="execute_result" if output_type == "execute_result" else "display_data")
    if rebuilt.output_type == "execute_result":
        rebuilt.execution_count = _whole_number(output.get("execution_count"))
    data = output.get("data")
    rebuilt.data = _data(data if isinstance(data, dict) else {})
    rebuilt.metadata = _picture_metadata(output.get("metadata"))
    return rebuilt


def _data(data: dict[str, Any]) -> NotebookNode:
    """Return the forms of an output that a page shows; a line that says so where there is none."""
    rebuilt = NotebookNode(_pictures(data))
    for mime_type, clean in TEXT_TYPES.items():
        if mime_type in data:
            rebuilt[mime_type] = clean(joined_text(data[mime_type]))
    if "text/html" not in rebuilt and "text/latex" in data:
        rebuilt["text/html"] = _formula(joined_text(data["text/latex"]))
    if rebuilt:
        return rebuilt
    return NotebookNode({"text/plain": f"(output of kind {', '.join(map(str, data)) or 'nothing'}, not shown)"})


def _formula(latex: str) -> str:
    """Return a `text/latex` output as a picture, or its source."""
    return picture(latex.strip().strip("$").strip(), display=True) or f"<pre>{escape(latex)}</pre>"


def _pictures(data: Any) -> dict[str, str]:
    """Return the pictures in `data` by MIME type, as far as they are base64."""
    values = {mime_type: _get(data, mime_type) for mime_type in PICTURE_TYPES}
    return {key: value for key, value in values.items() if isinstance(value, str) and BASE64.fullmatch(value)}


def _picture_metadata(metadata: Any) -> NotebookNode:
    """Return width, height and alternative text of the pictures, as numbers and text."""
    rebuilt = NotebookNode()
    for mime_type in PICTURE_TYPES:
        fields = _get(metadata, mime_type)
        sizes = {name: _whole_number(_get(fields, name)) for name in ("width", "height")}
        alt = {"alt": joined_text(fields["alt"])} if _get(fields, "alt") else {}
        rebuilt[mime_type] = NotebookNode({name: size for name, size in sizes.items() if size} | alt)
    return rebuilt


TEXT_TYPES: dict[str, Callable[[str], str]] = {
    "text/html": harmless_html,
    "text/markdown": unchanged,  # rendered by the page's own filter, which makes it harmless
    "image/svg+xml": unchanged,  # shown as an image, in which nothing runs
    "text/plain": unchanged,
}
"""The other forms of an output that a page shows, and what cleans each; pictures are checked by `_pictures`."""


def _get(mapping: Any, key: str) -> Any:
    return mapping.get(key) if isinstance(mapping, dict) else None


def _whole_number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and WORD.fullmatch(value) is not None
