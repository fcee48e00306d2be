"""Text as a page shows it where it is not rendered: escaped, and cut where it is long.

`rendering` uses it for what is too long to be rendered, and `renderer` for a whole page that could not be rendered. No
pattern looks at the text, so this is as fast as copying it.
"""

from __future__ import annotations

from html import escape

MAX_TEXT = 100_000
"""Characters of one text that a page shows; the course's longest output has some thousands."""

TAIL = 4
"""The part of what is kept, one in so many characters, that comes from the end: there an error says what it is."""


def cut(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text`, or its beginning and end with a line between them that says how much is missing."""
    if len(text) <= limit:
        return text
    end = max(limit, 0) // TAIL
    begin = max(limit, 0) - end
    missing = f"[{len(text) - begin - end:,} characters are not shown here: the graded notebook has them]"
    return "\n".join(part for part in (text[:begin], missing, text[len(text) - end :]) if part)


def plain(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` as HTML that shows it as it is."""
    return escape(cut(text, limit), quote=False)


def plain_block(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` as a block of HTML that shows it as it is."""
    return f"<pre>{plain(text, limit)}</pre>"


def plain_code(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` as code that is not highlighted."""
    return f'<div class="highlight"><pre>{plain(text, limit)}\n</pre></div>'
