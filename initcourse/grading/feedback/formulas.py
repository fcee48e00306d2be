"""Formulas as pictures, so that a page shows them without a script and without a network.

nbgrader's pages fetch MathJax from another machine, whose scripts then read what students wrote. Here matplotlib draws
what it knows of TeX; a formula beyond it is shown as its source.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import escape

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

MAX_FORMULA = 1_000
"""Characters of a formula; the longest of the course has about 300, and drawing takes time in proportion."""

PIXELS = 14
"""Size of the letters, as that of the text of nbgrader's pages."""

MARGIN = 1.5
"""Pixels around a formula, for the width of the pen."""

TEXT_SIZE = 1.0 / text_to_path.FONT_SCALE * PIXELS

SAME = (
    (r"\\tag\{([^{}]*)\}", r"\\qquad (\1)"),
    (r"\\[td]?frac\s*(\d)\s*(\w)", r"\\frac{\1}{\2}"),
    (r"\\[td]frac", r"\\frac"),
    (r"\\sqrt\s*(\w)", r"\\sqrt{\1}"),
    (r"\\math(cal|bb|bf|rm|it)\s+(\w)", r"\\math\1{\2}"),
    (r"\\texttt\{", r"\\mathtt{"),
    (r"\\(?:text|display)style(?![a-zA-Z])", ""),
    (r"\\ge(?![a-zA-Z])", r"\\geq"),
    (r"\\le(?![a-zA-Z])", r"\\leq"),
    (r"\\[lr]Vert(?![a-zA-Z])", r"\\Vert"),
)
"""What TeX and matplotlib write differently, as patterns."""


@lru_cache(maxsize=2_000)
def picture(tex: str, display: bool = False) -> str | None:
    """Return the formula `tex` as an HTML image whose alternative text is its source; None if it cannot be drawn."""
    if len(tex) > MAX_FORMULA:
        return None
    try:
        vertices, codes = text_to_path.get_text_path(FontProperties(), f"${_known(tex)}$", ismath=True)
    except (ValueError, RecursionError, RuntimeError, IndexError, KeyError):
        return None
    if not len(vertices) or not np.isfinite(vertices).all():
        return None
    svg, height, depth = _drawing(np.asarray(vertices) * TEXT_SIZE, codes)
    style = "display: block; margin: 0.7em auto; max-width: 100%" if display else f"vertical-align: {-depth:.1f}px"
    style += "; border: none"  # formgrader frames pictures in red
    data = b64encode(svg.encode()).decode()
    source = escape(f"$${tex}$$" if display else f"${tex}$")
    return f'<img alt="{source}" src="data:image/svg+xml;base64,{data}" height="{height:.0f}" style="{style}"/>'


def _known(tex: str) -> str:
    """Return `tex` on one line, in the words that matplotlib knows."""
    tex = " ".join(tex.split())
    for pattern, replacement in SAME:
        tex = re.sub(pattern, replacement, tex)
    return tex


def _drawing(points: np.ndarray, codes: list[int]) -> tuple[str, float, float]:
    """Return an SVG of the path, its height, and how far it reaches below the line, in pixels."""
    (left, bottom), (right, top) = points.min(axis=0) - MARGIN, points.max(axis=0) + MARGIN
    width, height = right - left, top - bottom
    path = _path(points * [1, -1] - [left, -top], codes)
    box = f'width="{width:.2f}" height="{height:.2f}" viewBox="0 0 {width:.2f} {height:.2f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>', height, max(-bottom, 0)


def _path(points: np.ndarray, codes: list[int]) -> str:
    """Return matplotlib's path in the letters of SVG."""
    letters = {Path.MOVETO: "M", Path.LINETO: "L", Path.CURVE3: "Q", Path.CURVE4: "C"}
    parts, before = [], None
    for (x, y), code in zip(points, codes, strict=True):
        if code == Path.CLOSEPOLY:  # its point means nothing
            parts.append("Z")
        else:
            goes_on = code in (Path.CURVE3, Path.CURVE4) and code == before
            parts.append(f"{' ' if goes_on else letters[code]}{x:.1f} {y:.1f}")
        before = code
    return "".join(parts)
