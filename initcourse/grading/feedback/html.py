"""HTML of hand-ins, made harmless: what a student wrote becomes text, tables and pictures, nothing else.

nh3 (the sanitizer ammonia) decides what stays, from the lists here: nothing that stays can run, send for anything, or
use the page's own classes and ids to lie over it. Pictures are those that the page itself carries. `markdown` and
`rendering` call `harmless_html`, in the process that is confined to the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from secrets import token_hex

import nh3
from pygments.token import STANDARD_TYPES

MAX_CHARACTERS = 100_000
"""Characters of HTML, but for pictures; the table of a large DataFrame has some 30,000."""

MAX_TAGS = 5_000
"""Tags of one HTML; the table of a large DataFrame has some 2,500. A parser takes time in proportion to their square if
all are nested in one another: a tenth of a second for so many."""

MAX_REPEATED = 1_000_000
"""Tags of text formats times all tags: a parser opens every unclosed format again in every paragraph, as it has to."""

REMOVED_WITH_CONTENT = {
    "script", "style", "title", "template", "noscript", "iframe", "frame", "frameset", "noframes", "object", "embed",
    "applet", "svg", "math", "textarea", "select", "button", "xmp", "plaintext", "noembed", "audio", "video", "canvas",
    "dialog", "marquee", "meta", "link", "base", "head", "portal", "map",
}  # fmt: skip
"""Elements that go with all they hold. Others that are not allowed leave their text."""

ALLOWED = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details", "div", "dl",
    "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "s", "small",
    "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
"""Elements that stay: text, lists, tables and pictures."""

FORMATS = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
"""The beginning of an element that a parser opens again until it is closed."""

ATTRIBUTES = {
    "class",
    "alt",
    "title",
    "style",
    "href",
    "src",
    "width",
    "height",
    "colspan",
    "rowspan",
    "start",
    "border",
}
"""Attributes that may stay: `_attribute` looks at each."""

CLASSES = {"dataframe", "highlight"} | {name for name in STANDARD_TYPES.values() if name}
"""Tables of pandas, and the tokens of highlighted code."""

LINK = re.compile(r"(https?://|mailto:|#)[^\s\x00-\x20]*", re.IGNORECASE)
"""Where a link may lead; one to a file beside the hand-in would open it in the name of the grader's server."""

PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,([A-Za-z0-9+/=\s]+)")
"""Pictures that are in the page."""

PICTURE_DATA = re.compile(r"(?<=;base64,)[A-Za-z0-9+/=]{200,}")
"""The data of a picture that are worth taking out."""

SIZE = re.compile(r"\d{1,4}%?")
"""Widths, heights and spans of cells."""

STYLES = {
    "max-width": re.compile(r"\d{1,4}(\.\d{1,3})?(%|px|em|rem)"),
    "text-align": re.compile(r"left|right|center|justify|start|end"),
}
"""Styles that stay, and their values."""

BASE64 = re.compile(r"[A-Za-z0-9+/=]+")

DIGITS = 7
"""Digits of the number in a mark."""

NO_DESCRIPTION = "No description has been provided for this image"
"""Alternative text of a picture that has none, in nbconvert's words."""


class TooCostly(Exception):
    """HTML that would take long to clean: it is shown as its source."""


def harmless_html(html: str, accepts: Callable[[str], bool], secret: str = "") -> str:
    """Return what only shows something of `html`; raise `TooCostly` if that would take long.

    `accepts` tells of a picture's data, or the mark for them, whether it is one that may be shown.
    The word `secret`, if there is one, stays where it is text, and nowhere else.
    """
    tags = html.count("<")
    if len(html) > MAX_CHARACTERS or tags > MAX_TAGS or len(FORMATS.findall(html)) * tags > MAX_REPEATED:
        raise TooCostly
    return _described(_cleaned(html, accepts, secret))


class Marked:
    """Finished pieces, and the marks that stand for them in a text: a secret word with a number."""

    def __init__(self) -> None:
        self.secret = token_hex(16)
        self.pieces: list[str] = []

    def mark(self, piece: str) -> str:
        """Return a mark that stands for `piece`: letters and digits."""
        self.pieces.append(piece)
        return f"{self.secret}{len(self.pieces) - 1:0{DIGITS}}"

    def put_into(self, text: str) -> str:
        """Put every piece in the place of its marks."""
        first, *parts = text.split(self.secret)
        return "".join([first, *(self.pieces[int(part[:DIGITS])] + part[DIGITS:] for part in parts)])

    def removed_from(self, text: str) -> str:
        """Put three dots in the place of every mark."""
        first, *parts = text.split(self.secret)
        return "...".join([first, *(part[DIGITS:] for part in parts)])


def without_pictures(html: str) -> tuple[str, Marked]:
    """Return `html` with marks for the data of its pictures, which are most of it and need no parser."""
    pictures = Marked()
    return PICTURE_DATA.sub(lambda found: pictures.mark(found[0]), html), pictures


def is_base64(data: str) -> bool:
    """Whether a picture's data are what they should be, and so can stand in an attribute."""
    return BASE64.fullmatch(data) is not None


def _cleaned(html: str, accepts: Callable[[str], bool], secret: str) -> str:
    def attribute(tag: str, name: str, value: str) -> str | None:
        if secret and secret in value:
            return None
        if (tag, name) == ("img", "src"):
            picture = PICTURE.fullmatch(value)
            return value if picture and accepts(picture[1]) else None
        return _attribute(tag, name, value)

    return nh3.clean(
        html,
        tags=ALLOWED,
        clean_content_tags=REMOVED_WITH_CONTENT,
        attributes={"*": ATTRIBUTES},
        attribute_filter=attribute,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value that an attribute of the element `tag` may have; None if it may not be there."""
    if name == "class":
        return value if set(value.split()) <= CLASSES else None
    if name == "style":
        return _style(value)
    if name in ("alt", "title"):
        return value
    if tag == "a":
        return value.strip() if name == "href" and LINK.fullmatch(value.strip()) else None
    names = ("width", "height") if tag == "img" else ("colspan", "rowspan", "start", "border")
    return value if name in names and SIZE.fullmatch(value) else None


def _style(value: str) -> str | None:
    """Return the declarations that stay; None if there is none."""
    pairs = [[part.strip() for part in declaration.partition(":")[::2]] for declaration in value.split(";")]
    kept = [f"{name}: {said};" for name, said in pairs if name in STYLES and STYLES[name].fullmatch(said)]
    return " ".join(kept) or None


def _described(html: str) -> str:
    """Give pictures without an alternative text one that says so; in clean HTML, "<" and ">" stand for tags alone."""
    first, *parts = html.split("<img")
    images = [part if ' alt="' in part.partition(">")[0] else f' alt="{NO_DESCRIPTION}"{part}' for part in parts]
    return "<img".join([first, *images])
