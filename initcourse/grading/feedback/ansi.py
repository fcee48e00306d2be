"""Colours of a terminal as HTML, in one pass over the text: what was printed, and tracebacks.

The classes are those of nbconvert's style sheets. Escape sequences that are no colour are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

ESCAPE = "\x1b["

SEQUENCE = re.compile(r"([0-9;:<=>?]{0,100})([@-~])")
"""Parameters and the final letter of a sequence, right after `ESCAPE`; longer ones are shown as text."""

COLOURS = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")

Colour = int | tuple[int, int, int] | None
"""One of the sixteen of a terminal, red, green and blue, or that of the page."""


@dataclass(frozen=True)
class Style:
    """How text looks until the next sequence."""

    foreground: Colour = None
    background: Colour = None
    bold: bool = False
    underline: bool = False
    inverse: bool = False


PLAIN = Style()

SWITCHES: dict[int, dict[str, Any]] = {
    1: {"bold": True}, 4: {"underline": True}, 5: {"bold": True}, 7: {"inverse": True}, 21: {"bold": False},
    22: {"bold": False}, 24: {"underline": False}, 27: {"inverse": False},
    39: {"foreground": None}, 49: {"background": None},
}  # fmt: skip
"""What a number changes, but for colours."""


def coloured(text: str) -> str:
    """Return `text` as HTML."""
    first, *parts = text.split(ESCAPE)
    style, shown = PLAIN, [escape(first, quote=False)]
    run: list[str] = []
    for part in parts:
        sequence = SEQUENCE.match(part)
        if sequence is None:
            run.append(part)
            continue
        changed = _changed(style, sequence[1]) if sequence[2] == "m" else style
        if changed != style:
            shown.append(_span(style, "".join(run)))
            style, run = changed, []
        run.append(part[sequence.end() :])
    return "".join([*shown, _span(style, "".join(run))])


def _changed(style: Style, parameters: str) -> Style:
    """Return the style after a sequence with these parameters."""
    words = parameters.split(";")
    if not all(word.isdecimal() or not word for word in words):
        return style
    numbers = iter([int(word or 0) for word in words])
    for number in numbers:
        if number == 0:
            style = PLAIN
        elif number in SWITCHES:
            style = replace(style, **SWITCHES[number])
        elif number in (38, 48):
            colour = _extended(numbers)
            if colour is None:
                break
            style = replace(style, foreground=colour) if number == 38 else replace(style, background=colour)
        elif 30 <= number <= 37 or 90 <= number <= 97:
            style = replace(style, foreground=number % 10 + (8 if number >= 90 else 0))
        elif 40 <= number <= 47 or 100 <= number <= 107:
            style = replace(style, background=number % 10 + (8 if number >= 100 else 0))
    return style


def _extended(numbers: Iterator[int]) -> Colour:
    """Return the colour that the next numbers mean: one of 256, or red, green and blue; None if they mean none."""
    kind = next(numbers, None)
    if kind == 2:
        red, green, blue = (next(numbers, -1) for _ in range(3))
        return (red, green, blue) if all(0 <= part <= 255 for part in (red, green, blue)) else None
    index = next(numbers, -1) if kind == 5 else -1
    if not 0 <= index <= 255:
        return None
    if index < 16:
        return index
    if index >= 232:
        grey = (index - 232) * 10 + 8
        return grey, grey, grey
    red, green, blue = (55 + 40 * part if part else 0 for part in _base_six(index - 16))
    return red, green, blue


def _base_six(index: int) -> tuple[int, int, int]:
    return index // 36, index // 6 % 6, index % 6


def _span(style: Style, text: str) -> str:
    """Return the text in this style."""
    if not text or style == PLAIN:
        return escape(text, quote=False)
    foreground = style.foreground
    if style.bold and isinstance(foreground, int) and foreground < 8:
        foreground += 8
    background = style.background
    if style.inverse:
        foreground, background = background, foreground
    classes = [*_class(foreground, "fg", style.inverse), *_class(background, "bg", style.inverse)]
    classes += ["ansi-bold"] * style.bold + ["ansi-underline"] * style.underline
    styles = [*_rgb("color", foreground), *_rgb("background-color", background)]
    attributes = f' class="{" ".join(classes)}"' if classes else ""
    attributes += f' style="{"; ".join(styles)}"' if styles else ""
    return f"<span{attributes}>{escape(text, quote=False)}</span>"


def _class(colour: Colour, place: str, inverse: bool) -> list[str]:
    if isinstance(colour, int):
        return [f"ansi-{COLOURS[colour % 8]}{'-intense' if colour >= 8 else ''}-{place}"]
    return [f"ansi-default-inverse-{place}"] if colour is None and inverse else []


def _rgb(name: str, colour: Colour) -> list[str]:
    return [f"{name}: rgb({colour[0]},{colour[1]},{colour[2]})"] if isinstance(colour, tuple) else []
