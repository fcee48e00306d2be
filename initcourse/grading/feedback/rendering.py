"""Render the texts of one page: from what a notebook holds to finished, harmless HTML.

This runs in a process that is confined to one page (`processes.confined`), because parsers and highlighters of others
go over hostile text here. Lengths are bounded first: what is longer than anybody reads, or takes more than its share
of the page's work, is shown as it is. `renderer` asks, by `RENDER`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import get_args

import msgspec
from IPython.lib.lexers import IPython3Lexer
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers.python import PythonLexer

from initcourse.grading.feedback.ansi import ESCAPE, coloured
from initcourse.grading.feedback.formulas import MAX_CHARACTERS as MAX_FORMULA
from initcourse.grading.feedback.formulas import picture
from initcourse.grading.feedback.html import MAX_CHARACTERS, TooCostly, harmless_html, is_base64, without_pictures
from initcourse.grading.feedback.markdown import render_markdown
from initcourse.grading.feedback.page import (
    PageRequest,
    RenderedCell,
    RenderedOutput,
    RenderedPage,
    ShownCell,
    ShownForm,
    ShownOutput,
)
from initcourse.grading.feedback.pictures import PagePictures
from initcourse.grading.feedback.places import without_places
from initcourse.grading.feedback.plain import MAX_TEXT, cut, plain, plain_block, plain_code

MAX_MARKDOWN = 10_000
"""Characters of Markdown that are rendered; the course's longest cell has 2,300."""

MARKS = "*_["
"""Characters of Markdown whose counterparts are looked for, which takes time with the square of them."""

MAX_MARKS = 1_000
"""Such characters of Markdown that is rendered; the course's cells have less than a hundred."""

MAX_CODE = 20_000
"""Characters of code that are highlighted; the course's longest cell has 5,300."""

MAX_LINE = 200
"""Characters of a line of code in which magics of IPython are looked for, which takes time with the square of them."""

LONG_SPACE = re.compile(r"\s{33}")
"""Space in which they are not looked for either, for the same reason."""

ENDLESS_SPACE = re.compile(r"\s{200}")
"""Space after which code is not highlighted at all: pygments looks in it for a string, again from each character."""

PAGE_FORMATTED = 300_000
"""Characters of a page that are rendered, cleaned or highlighted; a page of the course has some 100,000."""

PAGE_FORMULAS = 20_000
"""Characters of different formulas of a page that are drawn, each in up to a quarter of a thousandth of a second; a
page of the course has some 6,000."""

PAGE_PICTURES = 8_000_000
"""Characters of drawn formulas; a page of the course has some 600,000."""

PAGE_TEXT = 2_000_000
"""Characters of a page, but for pictures."""

MAX_DESCRIPTION = 2_000
"""Characters of a picture's alternative text."""

PICTURE_FORMS = ("image/png", "image/jpeg")
"""Forms that hold no text."""

FORMATTER = HtmlFormatter()


def render(request: bytes) -> bytes:
    """Answer a `PageRequest` with a `RenderedPage`; both are bytes in MessagePack."""
    return msgspec.msgpack.encode(render_page(msgspec.msgpack.decode(request, type=PageRequest)))


def render_page(request: PageRequest) -> RenderedPage:
    """Return the page's texts as HTML; what a student wrote and a grader said comes before outputs if room is short."""
    page = _Page(request.language)
    texts = [(page.source(cell), page.markdown(cell.comment) if cell.comment else "") for cell in request.cells]
    outputs = [[page.output(_anywhere(output)) for output in cell.outputs] for cell in request.cells]
    cells = zip(texts, outputs, strict=True)
    return RenderedPage([RenderedCell(source, shown, comment) for (source, comment), shown in cells])


def _anywhere(output: ShownOutput) -> ShownOutput:
    """Return the output without places of the grader's machine in its texts."""
    forms = {form: text if form in PICTURE_FORMS else without_places(text) for form, text in output.forms.items()}
    return msgspec.structs.replace(output, forms=forms)


class _Page:
    """Renders one text after the other, and counts what the page has room for."""

    def __init__(self, language: str) -> None:
        self.is_python = "python" in language
        self.formatted, self.text = PAGE_FORMATTED, PAGE_TEXT
        self.formulas, self.pictures = PAGE_FORMULAS, PAGE_PICTURES
        self.shown = PagePictures()
        self._drawn: dict[tuple[str, bool], str | None] = {}

    def source(self, cell: ShownCell) -> str:
        """Return the text of a cell as HTML."""
        if cell.kind == "code":
            html = self._rendered(self._highlighted, cell.source, MAX_CODE)
            return plain_code(cell.source, self._room(cell.source)) if html is None else html
        return self.markdown(cell.source, cell.pictures) if cell.kind == "markdown" else self.html(cell.source)

    def markdown(self, text: str, pasted: Mapping[str, Mapping[str, str]] = MappingProxyType({})) -> str:
        """Return Markdown as HTML, with the pictures `pasted` into it."""

        def rendered(source: str) -> str:
            if sum(map(source.count, MARKS)) > MAX_MARKS:
                raise TooCostly
            return render_markdown(source, pasted, self.shown.accepts, self._picture, self._highlighted)

        return self._or_plain(self._rendered(rendered, text, MAX_MARKDOWN), text)

    def html(self, text: str) -> str:
        """Return HTML made harmless."""
        bare, pictures = without_pictures(text)

        def accepts(data: str) -> bool:
            return self.shown.accepts(pictures.put_into(data))

        html = self._rendered(lambda source: harmless_html(source, accepts), bare, MAX_CHARACTERS)
        return self._or_plain(None if html is None else pictures.put_into(html), pictures.removed_from(bare))

    def printed(self, text: str) -> str:
        """Return what was printed as HTML, with its colours."""
        text = cut(text, self._room(text))
        html = self._rendered(coloured, text, 2 * MAX_TEXT) if ESCAPE in text else None
        return plain(text, len(text)) if html is None else html

    def output(self, output: ShownOutput) -> RenderedOutput:
        """Return the output in the first form that a page can show."""
        forms = output.forms
        if "text/latex" in forms and "text/html" not in forms:
            return RenderedOutput("text/html", self._latex(forms["text/latex"]))
        for form in get_args(ShownForm):
            html = self._form(form, forms[form]) if form in forms else None
            if html is not None:
                return RenderedOutput(form, html, escape(cut(output.descriptions.get(form, ""), MAX_DESCRIPTION)))
        names = ", ".join([*forms, *output.others]) or "nothing"
        return RenderedOutput("text/plain", plain(f"(output of kind {names}, not shown)"))

    def _form(self, form: ShownForm, text: str) -> str | None:
        """Return one form of an output; None if it is none."""
        match form:
            case "text/html":
                return self.html(text)
            case "text/markdown":
                return self.markdown(text)
            case "text/plain":
                return self.printed(text)
            case "image/svg+xml":
                return self.shown.drawing(text)
        data = "".join(text.split())
        return data if is_base64(data) and self.shown.accepts(data) else None

    def _latex(self, latex: str) -> str:
        """Return a `text/latex` output as a picture, or its source."""
        image = self._picture(latex.strip().strip("$").strip(), True)
        return image or plain_block(latex, self._room(latex))

    def _picture(self, tex: str, display: bool) -> str | None:
        """Return a formula as a picture while the page has room for it; one that is there already takes no work."""
        if (tex, display) not in self._drawn:
            if len(tex) > min(MAX_FORMULA, self.formulas):
                return None
            self.formulas -= len(tex)
            self._drawn[tex, display] = picture(tex, display)
        image = self._drawn[tex, display]
        self.pictures -= len(image or "")
        return image if self.pictures >= 0 else None

    def _highlighted(self, code: str) -> str:
        """Return Python, or code of IPython, with a class for every token."""
        if not self.is_python or ENDLESS_SPACE.search(code):
            return plain_code(code)
        return str(highlight(code or " ", IPython3Lexer() if _has_magics(code) else PythonLexer(), FORMATTER))

    def _rendered(self, function: Callable[[str], str], text: str, longest: int) -> str | None:
        """Return what the function makes of the text; None if it is too long, or cannot be rendered."""
        if len(text) > min(longest, self.formatted):
            return None
        self.formatted -= len(text)
        try:
            html = function(text)
        except Exception:  # whatever a student wrote, the page is made: a parser's error is not the page's
            return None
        self.text -= len(text)
        return html

    def _or_plain(self, html: str | None, text: str) -> str:
        return plain_block(text, self._room(text)) if html is None else html

    def _room(self, text: str) -> int:
        """Return how many characters of a text the page has room for, and take them."""
        room = max(0, min(len(text), MAX_TEXT, self.text))
        self.text -= room
        return room


def _has_magics(code: str) -> bool:
    """Whether some line may be IPython's and not Python's, in code that its lexer reads in reasonable time."""
    lines = [line.strip() for line in code.splitlines()]
    found = any(line.startswith(("%", "!", "?")) or line.endswith("?") for line in lines)
    found = found or any(magic in code for magic in ("= %", "= !"))
    return found and max(map(len, lines)) <= MAX_LINE and LONG_SPACE.search(code) is None
