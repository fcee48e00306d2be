"""Drawings of hand-ins (SVG), made harmless: shapes and text of a size that is known before a browser draws them.

What is drawn is not how long the file is: an element may show another one again, which shows others. `harmless_svg`
counts what comes of it, and lets nothing through that costs more than its own size: no filters, masks, markers,
animations, nor styles that compute. The tile of a pattern is drawn once for whatever it fills. The parser is Python's
own with defusedxml's walls; what is shown is written anew from what was looked at. See the SVG 2 recommendation of W3C
for elements and attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

MAX_CHARACTERS = 1_000_000
"""Characters of a drawing; a plot of matplotlib with 10,000 markers has as many."""

MAX_DRAWN = 5_000_000
"""Characters of what is drawn, each time that it is shown counted."""

MAX_DEPTH = 50
"""Elements in one another; a plot of matplotlib has 8."""

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"

ELEMENTS = {
    "svg", "g", "defs", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
    "title", "desc", "style", "clipPath", "linearGradient", "radialGradient", "stop", "image", "symbol", "a",
    "pattern",
}  # fmt: skip
"""Elements that stay, links as mere groups; `metadata` goes, and a drawing with any other is not shown."""

HREFS = {"href", f"{{{XLINK}}}href"}

WORDS = {"id", "class", "lang", "role", f"{{{XLINK}}}title"}
"""Attributes that are no more than words."""

NO_EFFECT = ("on", "aria-", "data-")
"""Beginnings of attributes that mean nothing in a picture; they go."""

REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
"""A part of the drawing that an attribute names."""

FUNCTION = re.compile(r"([\w-]*)\s*\(")

FUNCTIONS = {
    "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewx", "skewy",
}  # fmt: skip
"""Functions in attributes: colours and movements."""

STYLE_SHEET = re.compile(r"[\w\s.,:;#*{}<>!'\"%/+-]{0,10000}")
"""Rules that name no address, no function and no other sheet: neither brackets, `@` nor escapes."""

PICTURE = re.compile(r"data:image/(?:png|jpeg|gif);base64,([A-Za-z0-9+/=\s]+)")
"""A picture in a drawing, as matplotlib shows an array."""

register_namespace("", SVG)
register_namespace("xlink", XLINK)


class _Refused(Exception):
    """Something in the drawing that is not shown."""


def harmless_svg(text: str, accepted: Callable[[str], bool]) -> str | None:
    """Return the drawing as SVG in which nothing runs or multiplies, None if it is none or holds something else.

    `accepted` tells of a picture's data, in base64, whether they may be shown.
    """
    if len(text) > MAX_CHARACTERS:
        return None
    try:
        root = fromstring(text)
        drawing = _Drawing(accepted)
        clean = drawing.cleaned(root)
        shown = _local_name(root) == "svg" and drawing.drawn(clean) <= MAX_DRAWN
        return tostring(clean, encoding="unicode") if shown else None
    except (ParseError, DefusedXmlException, _Refused, RecursionError, ValueError):
        return None


class _Drawing:
    """Copies what may be shown of a drawing, and counts what comes of it."""

    def __init__(self, accepted: Callable[[str], bool]) -> None:
        self.accepted = accepted
        self.named: dict[str, Element] = {}
        self._sizes: dict[Element, int | None] = {}

    def cleaned(self, element: Element, depth: int = 1) -> Element:
        """Return a copy of the element in the namespace of SVG."""
        name = _local_name(element)
        if name not in ELEMENTS or depth > MAX_DEPTH:
            raise _Refused
        copy = Element(f"{{{SVG}}}{'g' if name == 'a' else name}", dict(self._attributes(element, name)))
        copy.text = element.text
        if name == "style" and (len(element) or not STYLE_SHEET.fullmatch(element.text or "")):
            raise _Refused
        for child in element:
            if _local_name(child) != "metadata":
                copy.append(self.cleaned(child, depth + 1))
                copy[-1].tail = child.tail
        if said := copy.get("id"):
            self.named.setdefault(said, copy)
        return copy

    def _attributes(self, element: Element, name: str) -> Iterator[tuple[str, str]]:
        for attribute, value in element.attrib.items():
            if attribute in HREFS and name != "a":
                yield attribute, self._href(name, value)
            elif attribute in WORDS:
                yield attribute, value
            elif attribute.isascii() and attribute.replace("-", "").isalnum() and not attribute.startswith(NO_EFFECT):
                bare = REFERENCE.sub("", value)
                if any(used.lower() not in FUNCTIONS for used in FUNCTION.findall(bare)) or "\\" in bare or "@" in bare:
                    raise _Refused
                yield attribute, value

    def _href(self, name: str, value: str) -> str:
        value = value.strip()
        if name == "image" and (found := PICTURE.fullmatch(value)) and self.accepted(found[1]):
            return value
        if name != "image" and value.startswith("#"):
            return value
        raise _Refused

    def drawn(self, element: Element) -> int:
        """Return how many characters are drawn, each as often as it is shown; refuse what shows itself."""
        if element in self._sizes:
            size = self._sizes[element]
            if size is None:
                raise _Refused
            return size
        self._sizes[element] = None
        size = len(element.tag) + len(element.text or "") + len(element.tail or "")
        for attribute, value in element.attrib.items():
            size += len(value)
            if attribute in HREFS and value.startswith("#"):
                size += self._shown(value[1:])
            size += sum(self._shown(part) for part in REFERENCE.findall(value))
        size += sum(self.drawn(child) for child in element)
        self._sizes[element] = size
        return size

    def _shown(self, part: str) -> int:
        return self.drawn(self.named[part]) if part in self.named else 0


def _local_name(element: Element) -> str:
    """Return an element's name in the namespace of SVG, or in none; "metadata" for a comment or what is of another."""
    tag = element.tag
    if not isinstance(tag, str):
        return "metadata"
    space, _, name = tag.rpartition("}")
    return name if space in ("", f"{{{SVG}") else "metadata"
