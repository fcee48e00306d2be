"""Log axes that survive anything: what a logarithm cannot show is drawn at the edge of the axes, and named.

Zero and negative numbers stand at the low edge, infinite ones and NaN at the high edge.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import LogLocator, NullFormatter

from initcourse.plots.numbers import numbers
from initcourse.plots.style import INK

LOW, HIGH = 0.03, 0.97
"""Where the edges are, as shares of the axis."""


def on_log(values: Any) -> np.ndarray:
    """Return the numbers that a log axis can show, NaN (a gap) for the others."""
    found = numbers(values)
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(found) & (found > 0), found, np.nan)


def edge_name(value: float) -> str | None:
    """Return "zero", "negative" or "not finite" for what a log axis cannot show, else None."""
    if not np.isfinite(value):
        return "not finite"
    return None if value > 0 else "zero" if value == 0 else "negative"


def log_axis(ax: Axes, which: str, span: Any) -> None:
    """Give the axis `which` ("x" or "y") a log scale over the positive numbers of `span`, with room at both edges."""
    axis = ax.xaxis if which == "x" else ax.yaxis
    (ax.set_xscale if which == "x" else ax.set_yscale)("log")
    axis.set_major_locator(LogLocator(numticks=8))
    axis.set_minor_formatter(NullFormatter())
    shown = on_log(span)
    shown = shown[~np.isnan(shown)]
    low, high = (np.log10(shown.min()), np.log10(shown.max())) if shown.size else (-1.0, 1.0)
    room = max(0.1 * (high - low), 0.3)
    limits = np.clip([low - room, high + room], -320, 308)
    (ax.set_xlim if which == "x" else ax.set_ylim)(*10.0**limits)


def mark_edges(ax: Axes, places: Any, values: Any, **marker: Any) -> None:
    """Draw what a vertical log axis cannot show: one marker per place (x data) at the lower or upper edge."""
    for name in ("zero", "negative", "not finite"):
        there = [x for x, value in zip(places, numbers(values), strict=True) if edge_name(value) == name]
        if there:
            height = HIGH if name == "not finite" else LOW
            options = {**marker, "linestyle": "none", "clip_on": False, "transform": ax.get_xaxis_transform()}
            ax.plot(there, [height] * len(there), **options)
            _name_edge(ax, name, height)


def _name_edge(ax: Axes, name: str, height: float) -> None:
    """Write the edge's name to the right of the axes, once."""
    if name not in [text.get_text() for text in ax.texts]:
        ax.text(1.01, height, name, transform=ax.transAxes, va="center", color=INK, style="italic")


def edge_position(ax: Axes, value: float) -> float:
    """Return where `value` stands on a horizontal log axis: itself, or the edge that it belongs to."""
    name = edge_name(value)
    if name is None:
        return value
    low, high = np.log10(ax.get_xlim())
    return 10.0 ** (low + (HIGH if name == "not finite" else LOW) * (high - low))
