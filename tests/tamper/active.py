"""What of a page is not text but acts: found by the mark that a trick leaves in it.

A page of nbconvert has scripts and styles of its own; those carry no mark. A mark that is only shown, as text or inside
data, is well.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

ACTS = frozenset(
    ("script", "style", "iframe", "frame", "object", "embed", "applet", "base", "meta", "link", "form", "portal")
)
"""Elements that run, load, restyle or send something by themselves."""

ADDRESSES = frozenset(
    ("href", "src", "action", "formaction", "data", "srcset", "poster", "xlink:href", "background", "to")
)

RUNS = ("javascript:", "vbscript:", "data:text/html", "data:image/svg", "data:application")
LOADS = ("http:", "https:", "//", "ftp:", "file:", "ws:")

DATA = frozenset(("application/json", "application/vnd.jupyter.widget-state+json"))
"""Types of scripts that no browser runs."""


class _Reader(HTMLParser):
    """Collects what acts and carries the mark."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark, self.found, self.open = mark, [], ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.lower(): value or "" for name, value in attrs}
        is_data = tag == "script" and values.get("type", "").lower() in DATA
        self.open = tag if tag in ("script", "style") and not is_data else ""
        if tag in ACTS and not is_data and any(self.mark in f"{name}={value}" for name, value in attrs):
            self.found.append(f"<{tag}>")
        for name, value in values.items():
            if self.mark in value and _acts(tag, name, value):
                self.found.append(f"<{tag} {name}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open = ""

    def handle_endtag(self, tag: str) -> None:
        self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open and self.mark in data:
            self.found.append(f"<{self.open}>")


def _acts(tag: str, name: str, value: str) -> bool:
    address = "".join(value.split()).lower()
    by_itself = tag not in ("a", "area")  # a link waits for a click
    return (
        name.startswith("on")
        or name in ("style", "srcdoc")
        or (name in ADDRESSES and address.startswith(RUNS))
        or (name in ADDRESSES and by_itself and address.startswith(LOADS))
    )


def active(page: str, mark: str) -> list[str]:
    """Return the elements and attributes of the page that act and carry the mark."""
    reader = _Reader(mark)
    reader.feed(page)
    reader.close()
    return reader.found


def active_in(folder: Path, mark: str) -> list[str]:
    """Return what acts in the pages under a folder."""
    pages = sorted(folder.rglob("*.html"))
    return [found for page in pages for found in active(page.read_text(encoding="utf-8", errors="replace"), mark)]
