"""What a page shows of a notebook: taken out of it for the renderer, and put back as finished HTML.

`exporter` asks for a bare notebook, which has the same cells and nothing that a student wrote, so that nbconvert's
preprocessors and templates never see a hand-in. nbconvert's templates believe a notebook: a width without quotes, a
file name as the address of a picture, a tag as a class, a cell that asks to be hidden. Here every field is read,
tested and written anew. Texts are copied and never looked into.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from secrets import token_hex
from typing import Any, get_args

import msgspec
from nbformat import NotebookNode

from initcourse.grading.feedback.page import (
    CellKind,
    PageRequest,
    RenderedCell,
    RenderedOutput,
    RenderedPage,
    ShownCell,
    ShownForm,
    ShownOutput,
)

MAX_CELLS = 1_000
"""Cells without marks that a page shows; the course's notebooks have less than a hundred."""

MAX_OUTPUTS = 100
"""Outputs of one cell that a page shows; honest ones have a few."""

MAX_PAGE_OUTPUTS = 2_000
"""Outputs that a page shows."""

MAX_NAME = 100
"""Characters of a name: of a kind of output, a pasted picture, a cell."""

MAX_NUMBER = 1_000_000
"""Largest width, height or count of runs."""

TEXT_FORMS = (*get_args(ShownForm), "text/latex")
"""Forms of an output that are taken along."""

PICTURES = ("image/png", "image/jpeg")
"""Forms whose size and alternative text the template writes."""

GRADING_FLAGS = ("grade", "solution", "task", "locked")

DIGITS = 7
"""Digits of a placeholder's number."""


class Placeholder(str):
    """A word in a page that finished HTML comes in place of; templates' filters let it pass and escape all else."""

    __slots__ = ()


class Placeholders:
    """Gives placeholders out for finished HTML, and puts it into the page at last."""

    def __init__(self) -> None:
        self.secret = token_hex(16)
        self.html: list[str] = []

    def hold(self, html: str) -> Placeholder:
        """Return a placeholder for `html`."""
        self.html.append(html)
        return Placeholder(f"{self.secret}{len(self.html) - 1:0{DIGITS}}")

    def fill(self, page: str) -> str:
        """Return the page with the HTML in its places; nothing looks into it any more."""
        first, *parts = page.split(self.secret)
        return "".join([first, *(f"{self.html[int(part[:DIGITS])]}{part[DIGITS:]}" for part in parts)])


def placed(text: str, **_: Any) -> str:
    """Return a placeholder as it is, and any other text escaped: takes the place of nbconvert's filters that make HTML.

    So a notebook that has not come through this room is shown as its source.
    """
    return text if isinstance(text, Placeholder) else escape(str(text))


def page_request(notebook: NotebookNode) -> tuple[PageRequest, NotebookNode]:
    """Return what the page shows of a notebook, for the renderer, and a bare notebook with the same cells."""
    cells, language = _bounded(notebook.cells), _language(notebook)
    room, shown = MAX_PAGE_OUTPUTS, []
    for cell in cells:
        shown.append(_shown_cell(cell, min(room, MAX_OUTPUTS)))
        room -= len(shown[-1].outputs)
    metadata = NotebookNode(language_info=NotebookNode(name=language))
    bare = NotebookNode(nbformat=4, nbformat_minor=5, metadata=metadata, cells=[_bare_cell(cell) for cell in cells])
    return PageRequest(shown, language, len(notebook.cells) - len(cells)), bare


def take_comments(request: PageRequest, notebook: NotebookNode) -> PageRequest:
    """Return the request with the comments that graders have made on the cells of the bare notebook."""
    comments = [_text(_get(_get(cell.metadata, "nbgrader"), "comment") or "") for cell in notebook.cells]
    cells = zip(request.cells, comments, strict=True)
    return msgspec.structs.replace(
        request, cells=[msgspec.structs.replace(cell, comment=comment) for cell, comment in cells]
    )


def put_placeholders(notebook: NotebookNode, request: PageRequest, page: RenderedPage, notice: str) -> Placeholders:
    """Put placeholders for the rendered texts into the bare notebook, and what a reader is told above its cells."""
    places = Placeholders()
    for bare, shown, rendered in zip(notebook.cells, request.cells, page.cells, strict=True):
        _put_into_cell(bare, shown, rendered, places.hold)
    missing = f"{request.missing:,} more cells are not shown: the graded notebook has them." if request.missing else ""
    if notices := " ".join(filter(None, [notice, missing])):
        source = places.hold(f"<p><strong>{escape(notices)}</strong></p>")
        notebook.cells.insert(0, NotebookNode(cell_type="markdown", id="", source=source, metadata=NotebookNode()))
    return places


def _put_into_cell(
    bare: NotebookNode, shown: ShownCell, rendered: RenderedCell, hold: Callable[[str], Placeholder]
) -> None:
    bare.source = hold(rendered.source)
    if rendered.comment:
        bare.metadata.nbgrader.comment = hold(rendered.comment)
    if shown.kind == "code":
        outputs = zip(shown.outputs, rendered.outputs, strict=True)
        bare.outputs = [_placed_output(output, made, hold) for output, made in outputs]
    if shown.missing:
        note = hold(f"[{shown.missing:,} more outputs are not shown here: the graded notebook has them]")
        bare.outputs.append(NotebookNode(output_type="stream", name="stdout", text=note))


def _placed_output(shown: ShownOutput, rendered: RenderedOutput, hold: Callable[[str], Placeholder]) -> NotebookNode:
    """Return an output that a template shows as it would show the student's, with a placeholder for its only form."""
    html = hold(rendered.html)
    if shown.kind in ("stdout", "stderr"):
        return NotebookNode(output_type="stream", name=shown.kind, text=html)
    if shown.kind == "error":
        return NotebookNode(output_type="error", ename="", evalue="", traceback=[html])
    described = {"alt": hold(rendered.description)} if rendered.description else {}
    metadata = NotebookNode({rendered.form: NotebookNode(shown.sizes.get(rendered.form, {}) | described)})
    data = NotebookNode({rendered.form: html})
    return NotebookNode(output_type=shown.kind, data=data, metadata=metadata, execution_count=shown.execution_count)


def _bare_cell(cell: NotebookNode) -> NotebookNode:
    bare = NotebookNode(cell_type=_kind(cell), source="", id=_word(_get(cell, "id")), metadata=NotebookNode())
    nbgrader = _get(_get(cell, "metadata"), "nbgrader")
    if isinstance(nbgrader, dict):
        bare.metadata.nbgrader = _grading(nbgrader)
    if bare.cell_type == "code":
        bare.execution_count = _whole_number(_get(cell, "execution_count"))
        bare.outputs = []
    return bare


def _grading(nbgrader: dict[str, Any]) -> NotebookNode:
    """Return what the page shows of a graded cell; its id becomes one that HTML can hold."""
    grading = NotebookNode({flag: bool(nbgrader.get(flag)) for flag in GRADING_FLAGS})
    name = _text(nbgrader.get("grade_id", ""))[:MAX_NAME]
    grading.grade_id = "".join(letter if letter.isalnum() or letter in "_.-" else "_" for letter in name)
    scores = {name: nbgrader[name] for name in ("score", "points") if isinstance(nbgrader.get(name), int | float)}
    grading.update(scores)
    if nbgrader.get("comment"):
        grading.comment = nbgrader["comment"]
    return grading


def _bounded(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Return the cells that a page shows: those that are graded, and the first of the others."""
    room, shown = MAX_CELLS, []
    for cell in cells:
        room -= not _is_graded(cell)
        if room >= 0 or _is_graded(cell):
            shown.append(cell)
    return shown


def _language(notebook: NotebookNode) -> str:
    """Return the name of the notebook's language; this course's if it is no word."""
    names = _get(notebook.metadata, "language_info")
    language = _get(names, "pygments_lexer") or _get(names, "name")
    return language if _is_word(language) else "python"


def _shown_cell(cell: NotebookNode, room: int) -> ShownCell:
    kind, source = _kind(cell), _text(_get(cell, "source"))
    if kind == "code":
        outputs = [output for output in _list(_get(cell, "outputs")) if isinstance(output, dict)]
        shown = [_shown_output(output) for output in outputs[:room]]
        return ShownCell(kind, source, outputs=shown, missing=len(outputs) - len(shown))
    return ShownCell(kind, source, pictures=_pasted(_get(cell, "attachments")))


def _shown_output(output: dict[str, Any]) -> ShownOutput:
    output_type = output.get("output_type")
    if output_type == "stream":
        return ShownOutput(
            "stderr" if output.get("name") == "stderr" else "stdout", {"text/plain": _text(output.get("text"))}
        )
    if output_type == "error":
        return ShownOutput("error", {"text/plain": "\n".join(map(_text, _list(output.get("traceback"))))})
    data, metadata = output.get("data"), output.get("metadata")
    names = [_text(name)[:MAX_NAME] for name in list(data)[:10]] if isinstance(data, dict) else []
    return ShownOutput(
        "execute_result" if output_type == "execute_result" else "display_data",
        forms={form: _text(data[form]) for form in TEXT_FORMS if form in data} if isinstance(data, dict) else {},
        others=[name for name in names if name not in TEXT_FORMS],
        descriptions={form: _text(_get(_get(metadata, form), "alt")) for form in PICTURES},
        sizes={form: _sizes(_get(metadata, form)) for form in PICTURES},
        execution_count=_whole_number(output.get("execution_count")),
    )


def _sizes(fields: Any) -> dict[str, int]:
    sizes = {name: _whole_number(_get(fields, name)) for name in ("width", "height")}
    return {name: size for name, size in sizes.items() if size}


def _pasted(attachments: Any) -> dict[str, dict[str, str]]:
    """Return pasted pictures by name and MIME type."""
    pictures = attachments if isinstance(attachments, dict) else {}
    return {
        _text(name)[:MAX_NAME]: {form: _text(data[form]) for form in PICTURES if form in data}
        for name, data in pictures.items()
        if isinstance(data, dict)
    }


def _text(value: object) -> str:
    """Return `value` as text that can be written anywhere; notebooks may hold a list of lines."""
    if value is None or isinstance(value, dict):
        return ""
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def _kind(cell: Any) -> CellKind:
    kind = _get(cell, "cell_type")
    return kind if kind in get_args(CellKind) else "raw"


def _is_graded(cell: Any) -> bool:
    nbgrader = _get(_get(cell, "metadata"), "nbgrader")
    return any(bool(_get(nbgrader, flag)) for flag in ("grade", "solution", "task"))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _get(mapping: Any, key: str) -> Any:
    return mapping.get(key) if isinstance(mapping, dict) else None


def _whole_number(value: Any) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_NUMBER
    return value if is_number else None


def _word(value: Any) -> str:
    return value if _is_word(value) else ""


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_NAME and value.replace("-", "_").replace("_", "a").isalnum()
