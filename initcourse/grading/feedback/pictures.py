"""Pictures of hand-ins: what they are, and how much a browser has to hold to show them.

A picture of a kilobyte can have a thousand million pixels. `picture_type` reads the first lines of a file alone;
`PagePictures` counts what a page has room for.
"""

from __future__ import annotations

import binascii
import io
import warnings
from base64 import b64decode, b64encode

from PIL import Image, UnidentifiedImageError

from initcourse.grading.feedback.page import PictureType
from initcourse.grading.feedback.svg import harmless_svg

MAX_PIXELS = 40_000_000
"""Pixels of one picture: a browser needs four bytes for each."""

PAGE_PIXELS = 200_000_000
"""Pixels of all pictures of a page; a plot of 10 by 8 inches at 200 dots per inch has 3.2 million."""

PAGE_DRAWINGS = 4_000_000
"""Characters of all drawings of a page."""

FORMATS: dict[str, PictureType] = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
"""The pictures that are shown, by Pillow's name for their format."""


def picture_type(data: bytes) -> PictureType | None:
    """Return what kind of picture the bytes are, by their first lines alone; None if they are none that is shown."""
    kind, pixels = _measured(data)
    return kind if pixels <= MAX_PIXELS else None


class PagePictures:
    """Lets through what the page has room for: pictures in base64, drawings as text."""

    def __init__(self) -> None:
        self.pixels, self.drawings = PAGE_PIXELS, PAGE_DRAWINGS

    def accepts(self, data: str) -> bool:
        """Whether these data in base64 are a picture that may be shown, once more if it is there already."""
        try:
            kind, pixels = _measured(b64decode(data))
        except (binascii.Error, ValueError):
            return False
        if kind is None or pixels > min(MAX_PIXELS, self.pixels):
            return False
        self.pixels -= pixels
        return True

    def drawing(self, text: str) -> str | None:
        """Return a drawing in base64, harmless; None if it cannot be shown."""
        if len(text) > self.drawings:
            return None
        self.drawings -= len(text)
        clean = harmless_svg(text, self.accepts)
        return None if clean is None else b64encode(clean.encode()).decode()


def _measured(data: bytes) -> tuple[PictureType | None, int]:
    """Return the kind of a picture, None if it is none, and how many pixels it has."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of large pictures; they are counted here
            with Image.open(io.BytesIO(data), formats=list(FORMATS)) as picture:
                width, height = picture.size
                return FORMATS.get(picture.format or ""), width * height
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None, 0
