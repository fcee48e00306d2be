"""Pictures in a student's text, pasted or beside the notebook: kept if they are what they say, and not too large."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args
from urllib.parse import unquote

from initcourse.grading.feedback.page import PictureType
from initcourse.grading.feedback.pictures import picture_type
from initcourse.grading.submission.canonical import Picture

MAX_TOTAL_BYTES = 5_000_000
"""What the pictures of all cells may hold together; a photograph of a page of notes has a fifth of it."""

ENDINGS = (".png", ".jpg", ".jpeg", ".gif")
"""Endings of files that may be pictures."""

MAX_NAME_LENGTH = 200
"""Characters of the name that a text calls a picture by."""


SHOWN = re.compile(r"!\[[^\]\n]{0,500}\]\(([^\s()]{1,200})")
"""A picture in Markdown: its address."""


class PictureBudget:
    """Takes pictures in as long as there is room; `left_out` counts those that there was none for."""

    def __init__(self) -> None:
        self.left, self.left_out = MAX_TOTAL_BYTES, 0

    def take(self, attachments: Mapping[str, Any]) -> list[Picture]:
        """Return the pictures among a cell's attachments, which may be of any type."""
        return self._kept(_pasted(attachments))

    def take_files(self, text: str, files: Mapping[str, bytes]) -> list[Picture]:
        """Return the pictures among files beside the notebook that a text shows, called as the text calls them."""
        shown = {match[1] for match in SHOWN.finditer(text)}
        found = {url: files.get(unquote(url).removeprefix("./")) for url in sorted(shown)}
        return self._kept((url, data) for url, data in found.items() if data)

    def _kept(self, pictures: Iterable[tuple[str, bytes]]) -> list[Picture]:
        taken = []
        for name, data in pictures:
            kind = picture_type(data) if len(data) <= self.left else None
            if kind is None:
                self.left_out += 1
            else:
                self.left -= len(data)
                taken.append(Picture(name=name, kind=kind, data=data))
        return taken


def _pasted(attachments: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of whatever has the form of a pasted picture."""
    for name, bundle in attachments.items():
        for kind in get_args(PictureType) if isinstance(bundle, dict) else ():
            encoded = bundle.get(kind)
            if isinstance(encoded, list) and all(isinstance(line, str) for line in encoded):
                encoded = "".join(encoded)
            if isinstance(encoded, str) and len(name) <= MAX_NAME_LENGTH:
                try:
                    yield name.encode("utf-8", "replace").decode(), b64decode(encoded)
                except (binascii.Error, ValueError):
                    continue
