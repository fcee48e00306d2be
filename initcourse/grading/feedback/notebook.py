"""Cells of hand-ins rebuilt from what a page shows of them: known kinds of output, known metadata, nothing else.

nbconvert's templates believe a notebook: a width without quotes, a file name as the address of a picture, a tag as a
class, a cell that asks to be left out. Here every field is read, tested and written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from nbformat import NotebookNode

from initcourse.grading.feedback.formulas import picture
from initcourse.grading.feedback.html import harmless_html

BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")

WORD = re.compile(r"[\w-]+")

KINDS = ("code", "markdown", "raw")

FLAGS = ("grade", "solution", "task", "locked")


def harmless_notebook(notebook: NotebookNode) -> NotebookNode:
    """Return a notebook with the cells of `notebook`, of which nothing but what a page shows is left."""
    language = notebook.metadata.get("language_info", {})
    names = {key: language[key] for key in ("name", "pygments_lexer") if _is_word(_get(language, key))}
    metadata = NotebookNode(language_info=NotebookNode(names or {"name": "python"}))
    return NotebookNode(nbformat=4, nbformat_minor=5, metadata=metadata, cells=[_cell(cell) for cell in notebook.cells])


def _cell(cell: NotebookNode) -> NotebookNode:
    kind = cell.get("cell_type")
    kept = NotebookNode(cell_type=kind if kind in KINDS else "raw", source=_text(cell.get("source", "")))
    kept.id = cell.get("id") if _is_word(cell.get("id")) else ""
    kept.metadata = NotebookNode()
    if isinstance(_get(cell.get("metadata"), "nbgrader"), dict):
        kept.metadata.nbgrader = _grading(cell.metadata["nbgrader"])
    if kept.cell_type == "code":
        kept.execution_count = _whole(cell.get("execution_count"))
        kept.outputs = [_output(output) for output in cell.get("outputs", []) if isinstance(output, dict)]
    elif isinstance(cell.get("attachments"), dict):
        kept.attachments = NotebookNode({name: _pictures(data) for name, data in cell.attachments.items()})
        kept.attachments = NotebookNode({name: data for name, data in kept.attachments.items() if data})
    return kept


def _grading(nbgrader: dict[str, Any]) -> NotebookNode:
    """Return what the page shows of a graded cell; its id becomes one that HTML can hold."""
    kept = NotebookNode({flag: bool(nbgrader.get(flag)) for flag in FLAGS})
    kept.grade_id = re.sub(r"[^\w.-]", "_", _text(nbgrader.get("grade_id", "")))
    kept.update({name: nbgrader[name] for name in ("score", "points") if isinstance(nbgrader.get(name), int | float)})
    if nbgrader.get("comment"):
        kept.comment = _text(nbgrader["comment"])
    return kept


def _output(output: dict[str, Any]) -> NotebookNode:
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type="stream", name=name, text=_text(output.get("text", "")))
    if kind == "error":
        lines = output.get("traceback")
        lines = [_text(line) for line in lines] if isinstance(lines, list) else [_text(lines)]
        names = {key: _text(output.get(key, "")) for key in ("ename", "evalue")}
        return NotebookNode(output_type="error", traceback=lines, **names)
    result = NotebookNode(output_type="execute_result" if kind == "execute_result" else "display_data")
    if result.output_type == "execute_result":
        result.execution_count = _whole(output.get("execution_count"))
    data = output.get("data")
    result.data = _shown(data if isinstance(data, dict) else {})
    result.metadata = _sizes(output.get("metadata"))
    return result


def _shown(data: dict[str, Any]) -> NotebookNode:
    """Return the forms of an output that a page shows; a line that says so where there is none."""
    kept = NotebookNode(_pictures(data))
    for kind, harmless in SHOWN.items():
        if kind in data:
            kept[kind] = harmless(_text(data[kind]))
    if "text/html" not in kept and "text/latex" in data:
        kept["text/html"] = _formula(_text(data["text/latex"]))
    return kept or NotebookNode({"text/plain": f"(output of kind {', '.join(map(str, data)) or 'nothing'}, not shown)"})


def _formula(latex: str) -> str:
    """Return a `text/latex` output as a picture, or its source."""
    return picture(latex.strip().strip("$").strip(), display=True) or f"<pre>{escape(latex)}</pre>"


def _pictures(data: Any) -> dict[str, str]:
    found = {kind: _get(data, kind) for kind in ("image/png", "image/jpeg")}
    return {kind: value for kind, value in found.items() if isinstance(value, str) and BASE64.fullmatch(value)}


def _sizes(metadata: Any) -> NotebookNode:
    """Return width, height and alternative text of the pictures, as numbers and text."""
    kept = NotebookNode()
    for kind in ("image/png", "image/jpeg"):
        given = _get(metadata, kind)
        sizes = {name: _whole(_get(given, name)) for name in ("width", "height") if _whole(_get(given, name))}
        alt = {"alt": _text(given["alt"])} if _get(given, "alt") else {}
        kept[kind] = NotebookNode(sizes | alt)
    return kept


def _same(text: str) -> str:
    return text


SHOWN: dict[str, Callable[[str], str]] = {
    "text/html": harmless_html,
    "text/markdown": _same,  # rendered by the page's own filter, which makes it harmless
    "image/svg+xml": _same,  # shown as an image, in which nothing runs
    "text/plain": _same,
}


def _get(mapping: Any, key: str) -> Any:
    return mapping.get(key) if isinstance(mapping, dict) else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and WORD.fullmatch(value) is not None


def _text(value: Any) -> str:
    """Return `value` as text; notebooks may hold a list of lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)
