"""HTML and Markdown of hand-ins, made harmless: what a student wrote becomes text, tables and pictures, nothing else.

nbconvert's templates call `markdown2html`, `harmless_html` and `unchanged` as filters (`policy.harmless_pages` names
them), `notebook` calls `harmless_html` for outputs. bleach decides what stays, from the lists here: nothing that stays
can run, send for anything, or use the page's own classes and ids to lie over it. Pictures are those that the page
itself carries.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments.token import STANDARD_TYPES

from initcourse.grading.feedback.formulas import picture

MAX_MARKDOWN = 200_000
"""Characters of Markdown that are rendered; the course's longest cell has some 3,000. Beyond, the source is shown."""

REMOVED_WITH_CONTENT = [
    "script", "style", "title", "template", "noscript", "iframe", "frame", "frameset", "noframes", "object", "embed",
    "applet", "svg", "math", "textarea", "select", "button", "xmp", "plaintext", "noembed", "audio", "video", "canvas",
    "dialog", "marquee", "meta", "link", "base", "head", "portal", "map",
]  # fmt: skip
"""Elements that go with all they hold. Others that are not allowed leave their text."""

ALLOWED = [
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl",
    "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "s", "small",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
]  # fmt: skip
"""Elements that stay: text, lists, tables and pictures."""

CLASSES = {"dataframe", "highlight", "formula", "display"} | {name for name in STANDARD_TYPES.values() if name}
"""Tables of pandas, the tokens of highlighted code, and formulas until they are drawn."""

LINK = re.compile(r"(https?://|mailto:|#)[^\s\x00-\x20]*", re.IGNORECASE)
"""Where a link may lead; one to a file beside the hand-in would open it in the name of the grader's server."""

PICTURE = re.compile(r"data:image/(png|jpeg|gif|svg\+xml);base64,[A-Za-z0-9+/=\s]+")
"""Pictures that are in the page; an SVG in an image runs nothing and fetches nothing."""

SIZE = re.compile(r"\d{1,4}%?")
"""Widths, heights and spans of cells."""


def harmless_html(html: str) -> str:
    """Return what only shows something of `html`; all of it, as source, if it is nested too deeply to be read."""
    try:
        soup = BeautifulSoup(joined_text(html), "html.parser")
        for element in soup.find_all(REMOVED_WITH_CONTENT):
            element.extract()
        return _cleaner().clean(str(soup))
    except RecursionError:
        return _source(html)


@pass_context
def markdown2html(context: Any, source: str) -> str:
    """Render Markdown as nbconvert does, harmless and with formulas as pictures: a filter for its templates."""
    cell = context.get("cell", {})
    return render(source, cell.get("attachments", {}))


def render(source: str, attachments: dict[str, dict[str, str]]) -> str:
    """Return `source` as harmless HTML; what cannot be rendered is shown as it is."""
    source = joined_text(source)
    if len(source) > MAX_MARKDOWN:
        return _source(source)
    try:
        html = MarkdownWithMath(renderer=_Renderer(escape=False, attachments=attachments)).render(source)
        return _draw_formulas(harmless_html(html))
    except Exception:  # whatever a student wrote, the page is written: a parser's error is not the page's
        return _source(source)


def unchanged(text: str) -> str:
    """Return `text`; replaces nbconvert's `strip_files_prefix`, which makes new addresses out of cleaned ones."""
    return text


def joined_text(value: object) -> str:
    """Return `value` as text; notebooks may hold a list of lines."""
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


class _Renderer(IPythonRenderer):
    """nbconvert's renderer, with formulas marked for drawing, and without ids and files."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, exclude_anchor_links=True, embed_images=False)

    def block_math(self, body: str) -> str:
        return f'<code class="formula display">{escape(body)}</code>'

    def inline_math(self, body: str) -> str:
        return f'<code class="formula">{escape(body)}</code>'

    def latex_environment(self, name: str, body: str) -> str:
        return self.block_math(body if name.startswith("equation") else f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show the alternative text where there is no picture in the notebook."""
        if url.startswith("attachment:") and url.removeprefix("attachment:") not in self.attachments:
            return escape(text)
        return super().image(text, url, title)


def _draw_formulas(html: str) -> str:
    """Put a picture in the place of every formula that can be drawn."""
    if 'class="formula' not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for code in soup.select("code.formula"):
        image = picture(code.get_text(), "display" in code["class"])
        if image:
            code.replace_with(BeautifulSoup(image, "html.parser"))
    return str(soup)


def _cleaner() -> Cleaner:
    """Return a new cleaner, as bleach's keeps state while it works."""
    styles = CSSSanitizer(allowed_css_properties=["max-width", "text-align"])
    protocols = ["http", "https", "mailto", "data"]
    return Cleaner(tags=ALLOWED, attributes=_is_allowed, protocols=protocols, css_sanitizer=styles, strip=True)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether the element `tag` may have the attribute."""
    if name == "class":
        return set(value.split()) <= CLASSES
    if name in ("alt", "title", "style"):
        return True
    if tag == "a":
        return name == "href" and LINK.fullmatch(value.strip()) is not None
    if tag == "img":
        return (
            PICTURE.fullmatch(value) is not None if name == "src" else name in ("width", "height") and _is_size(value)
        )
    return name in ("colspan", "rowspan", "start", "border") and _is_size(value)


def _is_size(value: str) -> bool:
    return SIZE.fullmatch(value) is not None


def _source(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"
