"""Log axes that survive anything: what a logarithm cannot show is drawn at the edge of the axes, and named.

Zero and negative numbers stand at the low edge, infinite ones and NaN at the high edge.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text
from matplotlib.ticker import FuncFormatter, LogFormatter, LogLocator, NullFormatter, NullLocator

from initcourse.plots.number_format import numbers, short
from initcourse.plots.style import INK, is_wide

LOW, HIGH = 0.03, 0.97
"""Where the edges are, as shares of the axis."""


def on_log(values: Any) -> np.ndarray:
    """Return the numbers that a log axis can show, NaN (a gap) for the others."""
    array = numbers(values)
    with np.errstate(invalid="ignore"):
        return np.where(np.isfinite(array) & (array > 0), array, np.nan)


def edge_name(value: float) -> str | None:
    """Return "zero", "negative" or "not finite" for what a log axis cannot show, else None."""
    if not np.isfinite(value):
        return "not finite"
    return None if value > 0 else "zero" if value == 0 else "negative"


def log_axis(ax: Axes, which: str, span: Any) -> None:
    """Give the axis `which` ("x" or "y") a log scale over the positive numbers of `span`, with room at both edges.

    What is drawn already, here or in panels that share the axis, stays in view.
    """
    together = getattr(ax, f"get_shared_{which}_axes")().get_siblings(ax)
    shown = on_log([span, *(getattr(panel.dataLim, f"interval{which}") for panel in together)])
    shown = shown[~np.isnan(shown)]
    low, high = (np.log10(shown.min()), np.log10(shown.max())) if shown.size else (-1.0, 1.0)
    room = max(0.1 * (high - low), 0.08)
    ax.set(**{f"{which}scale": "log", f"{which}lim": (10.0 ** (low - room), 10.0 ** (high + room))})
    _ticks(ax.xaxis if which == "x" else ax.yaxis, high - low)


def _ticks(axis: Axis, decades: float) -> None:
    """Label powers of ten; over fewer than two decades, write numbers between them out."""
    axis.set_minor_formatter(NullFormatter())
    if decades >= 2:
        axis.set_major_locator(LogLocator(numticks=9))
        return
    axis.set_major_locator(LogLocator(subs=(1, 2, 5) if decades > 0.5 else (1, 1.5, 2, 3, 4, 5, 6, 8)))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_locator(NullLocator())


def on_axis(ax: Axes, height: float) -> str:
    """Return `height` as the vertical log axis writes its ticks: as a power of ten if it is one and they are."""
    ticks = ax.yaxis.get_major_formatter()
    power = isinstance(ticks, LogFormatter) and np.log10(height).is_integer()
    return str(ticks(height)) if power else short(height)


def mark_edges(ax: Axes, places: Any, values: Any, **marker: Any) -> None:
    """Draw what a vertical log axis cannot show: one marker per place (x data) at the low or the high edge."""
    names = [edge_name(value) for value in numbers(values)]
    for name in dict.fromkeys(names):
        if name is not None:
            mark_edge(ax, [x for x, its in zip(places, names, strict=True) if its == name], name, **marker)


def mark_edge(ax: Axes, places: Any, name: str, **marker: Any) -> None:
    """Draw a marker per place (x data) at the edge of the vertical axis that is called `name`."""
    height = LOW if name in ("zero", "negative") else HIGH
    options = {**marker, "linestyle": "none", "clip_on": False, "transform": ax.get_xaxis_transform()}
    ax.plot(places, [height] * len(places), **options)
    (text,) = [text for text in ax.texts if text.get_gid() == f"edge {height}"] or [_edge_text(ax, height)]
    if name not in text.get_text():
        text.set_text(", ".join(filter(None, [text.get_text(), name])))


def _edge_text(ax: Axes, height: float) -> Text:
    """Return a still empty text to the right of wide axes, inside narrow ones."""
    style: dict[str, Any] = {"va": "center", "color": INK, "style": "italic", "gid": f"edge {height}"}
    if not is_wide(ax):
        style |= {"ha": "right", "bbox": {"color": "white", "alpha": 0.7, "pad": 1}}
    return ax.text(1.01 if is_wide(ax) else 0.99, height, "", transform=ax.transAxes, **style)


def edge_position(ax: Axes, value: float) -> float:
    """Return where `value` stands on a horizontal log axis: itself, or the edge that it belongs to."""
    name = edge_name(value)
    if name is None:
        return value
    low, high = np.log10(ax.get_xlim())
    return 10.0 ** (low + (HIGH if name == "not finite" else LOW) * (high - low))
