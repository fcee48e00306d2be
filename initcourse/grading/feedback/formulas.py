"""Formulas as pictures, so that a page shows them without a script and without a network.

nbgrader's pages fetch MathJax from another machine, whose scripts then read what students wrote. Here matplotlib draws
what it knows of TeX, in time proportional to a formula's length however deeply it is nested; a formula beyond it is
shown as its source. `rendering` calls `picture`, in the process that is confined to the page.
"""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from typing import Any

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

MAX_CHARACTERS = 1_000
"""Characters of a formula; the longest of the course has about 300, and drawing takes time in proportion."""

FONT_SIZE = 14
"""Size of the letters in pixels, as that of the text of nbgrader's pages."""

SCALE = FONT_SIZE / text_to_path.FONT_SCALE
"""Pixels for one unit of matplotlib's path."""

MARGIN = 1.5
"""Pixels around a formula, for the width of the pen."""

SUBSTITUTIONS = (
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
"""What TeX and matplotlib write differently, as patterns and replacements."""

SVG_COMMANDS = {int(Path.MOVETO): "M", int(Path.LINETO): "L", int(Path.CURVE3): "Q", int(Path.CURVE4): "C"}
"""SVG's letters for the steps of a matplotlib path; CLOSEPOLY apart, whose point means nothing."""


def picture(tex: str, display: bool = False) -> str | None:
    """Return the formula `tex` as an HTML image whose alternative text is its source; None if it cannot be drawn."""
    if len(tex) > MAX_CHARACTERS:
        return None
    try:
        vertices, codes = text_to_path.get_text_path(FontProperties(), f"${_in_matplotlibs_words(tex)}$", ismath=True)
    except (ValueError, RecursionError, RuntimeError, IndexError, KeyError):
        return None
    if not len(vertices) or not np.isfinite(vertices).all():
        return None
    svg, height, depth = _drawing(np.asarray(vertices) * SCALE, codes)
    style = "display: block; margin: 0.7em auto; max-width: 100%" if display else f"vertical-align: {-depth:.1f}px"
    style += "; border: none"  # formgrader frames pictures in red
    data = b64encode(svg.encode()).decode()
    source = escape(f"$${tex}$$" if display else f"${tex}$")
    return f'<img alt="{source}" src="data:image/svg+xml;base64,{data}" height="{height:.0f}" style="{style}"/>'


def _in_matplotlibs_words(tex: str) -> str:
    """Return `tex` on one line, in the commands that matplotlib knows."""
    tex = " ".join(tex.split())
    for pattern, replacement in SUBSTITUTIONS:
        tex = re.sub(pattern, replacement, tex)
    return tex


def _drawing(points: np.ndarray[Any, Any], codes: Any) -> tuple[str, float, float]:
    """Return an SVG of the path, its height, and how far it reaches below the baseline, in pixels.

    `points` has shape (n, 2), y upwards; `codes` are the n steps of the path.
    """
    (left, bottom), (right, top) = points.min(axis=0) - MARGIN, points.max(axis=0) + MARGIN
    width, height = right - left, top - bottom
    path = _svg_path(points * [1, -1] - [left, -top], codes)
    box = f'width="{width:.2f}" height="{height:.2f}" viewBox="0 0 {width:.2f} {height:.2f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>', height, max(-bottom, 0)


def _svg_path(points: np.ndarray[Any, Any], codes: Any) -> str:
    """Return matplotlib's path in the letters of SVG."""
    parts, previous = [], None
    for (x, y), code in zip(points, map(int, codes), strict=True):
        if code == Path.CLOSEPOLY:
            parts.append("Z")
        else:
            continues = code in (Path.CURVE3, Path.CURVE4) and code == previous
            parts.append(f"{' ' if continues else SVG_COMMANDS[code]}{x:.1f} {y:.1f}")
        previous = code
    return "".join(parts)
