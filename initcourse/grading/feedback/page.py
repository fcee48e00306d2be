"""What crosses between the driver and the process that renders a page: texts go in, finished HTML comes back.

`notebook` fills in a `PageRequest`, `rendering` answers it with a `RenderedPage`, which has a cell for each cell and an
output for each output. Both are decoded by type, so that neither can hold anything but texts.
"""

from __future__ import annotations

from typing import Literal

import msgspec

CellKind = Literal["code", "markdown", "raw"]

PictureType = Literal["image/png", "image/jpeg", "image/gif"]

OutputKind = Literal["stdout", "stderr", "error", "display_data", "execute_result"]

ShownForm = Literal["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"]
"""The forms of an output that a template puts into a page, the preferred ones first."""


class ShownOutput(msgspec.Struct, frozen=True):
    """One output: its `forms` by MIME type, those of other types by name only (`others`).

    What was printed and tracebacks stand under text/plain. `descriptions` are alternative texts of pictures, `sizes`
    their widths and heights.
    """

    kind: OutputKind
    forms: dict[str, str] = {}
    others: list[str] = []
    descriptions: dict[str, str] = {}
    sizes: dict[str, dict[str, int]] = {}
    execution_count: int | None = None


class ShownCell(msgspec.Struct, frozen=True):
    """One cell: its text, the pictures pasted into it by name and MIME type, its outputs, a grader's comment on it.

    `missing` counts the outputs that are not shown.
    """

    kind: CellKind
    source: str
    pictures: dict[str, dict[str, str]] = {}
    outputs: list[ShownOutput] = []
    missing: int = 0
    comment: str = ""


class PageRequest(msgspec.Struct, frozen=True):
    """What a page shows; `language` is the name of the code's language, `missing` counts the cells not shown."""

    cells: list[ShownCell]
    language: str = "ipython3"
    missing: int = 0


class RenderedOutput(msgspec.Struct, frozen=True):
    """One output in the form that is shown: HTML, or base64 for pictures, whose alternative text is `description`."""

    form: ShownForm
    html: str
    description: str = ""


class RenderedCell(msgspec.Struct, frozen=True):
    """One cell as finished HTML."""

    source: str
    outputs: list[RenderedOutput] = []
    comment: str = ""


class RenderedPage(msgspec.Struct, frozen=True):
    """The cells of a page as finished HTML."""

    cells: list[RenderedCell]

    def answers(self, request: PageRequest) -> bool:
        """Whether there is a cell for each cell and an output for each output."""
        return [len(cell.outputs) for cell in self.cells] == [len(cell.outputs) for cell in request.cells]
