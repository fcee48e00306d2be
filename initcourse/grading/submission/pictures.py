"""Pictures that a student pasted into a cell of text: kept if they are what they say, and not too large."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from initcourse.grading.feedback.page import PictureType
from initcourse.grading.feedback.pictures import picture_type
from initcourse.grading.submission.canonical import Picture

MAX_TOTAL_BYTES = 5_000_000
"""What the pictures of all cells may hold together; a photograph of a page of notes has a fifth of it."""

MAX_NAME_LENGTH = 200
"""Characters of the name that a text calls a picture by."""


class PictureBudget:
    """Takes pictures in as long as there is room; `left_out` counts those that there was none for."""

    def __init__(self) -> None:
        self.left, self.left_out = MAX_TOTAL_BYTES, 0

    def take(self, attachments: Mapping[str, Any]) -> list[Picture]:
        """Return the pictures among a cell's attachments, which may be of any type."""
        taken = []
        for name, data in _pasted(attachments):
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
