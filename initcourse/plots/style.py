"""How a method looks in every picture, and how axes look: colour-blind safe, never colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.legend import Legend

PALETTE = sns.color_palette("colorblind")
INK = "0.25"
"""Grey of everything that is not data: thresholds, targets, names of edges."""


@dataclass(frozen=True)
class Look:
    """Colour, marker, line style, line width and hatch of one method."""

    color: Any
    marker: str
    linestyle: Any
    linewidth: float
    hatch: str

    @property
    def dot(self) -> dict:
        """Options of `Axes.plot` for a marker alone: hollow where the line is wide, so that others show through."""
        wide = self.linewidth > 2
        face = "white" if wide else self.color
        return {"color": self.color, "marker": self.marker, "markersize": 9 if wide else 7, "markerfacecolor": face}

    @property
    def line(self) -> dict:
        """Options of `Axes.plot` for a line with markers."""
        order = 2.5 if self.linewidth > 2 else 3
        return {**self.dot, "linestyle": self.linestyle, "linewidth": self.linewidth, "zorder": order}


LOOKS = [
    Look(PALETTE[3], "X", "-", 1.5, "xx"),
    Look(PALETTE[1], "v", ":", 1.5, ".."),
    Look(PALETTE[9], "s", "-", 3.5, "//"),
    Look(PALETTE[0], "D", "-", 1.5, "\\\\"),
    Look(PALETTE[4], "^", "-", 3.5, "--"),
    Look(PALETTE[2], "o", "--", 1.5, ""),
    Look("#5b3210", "*", "-.", 1.5, "oo"),
    Look(PALETTE[7], "P", "--", 1.5, "++"),
    Look(PALETTE[6], "<", "-.", 1.5, "||"),
    Look(PALETTE[5], ">", ":", 1.5, "**"),
]
"""One look per method, in this order; the first seven belong to the methods of the course."""

OTHERS = [3, 1, 5, 0, 4, 6, 2, 7, 8, 9]
"""Which looks other names get: neighbours in this order differ most."""

METHODS = {
    "random_normal": 0,
    "large": 0,
    "random_small": 1,
    "small": 1,
    "glorot_uniform": 2,
    "glorot_normal": 3,
    "glorot": 3,
    "xavier": 3,
    "he_uniform": 4,
    "he_normal": 5,
    "he": 5,
    "lsuv": 6,
}
"""Which look a name has, so that a method looks the same in all four notebooks."""


def looks(labels: Iterable[str]) -> dict[str, Look]:
    """Return a look per label: its own for a method of the course, the next free one for any other name."""
    known = {label: method_index(label) for label in labels}
    free = [i for i in OTHERS if i not in known.values()] or OTHERS
    others = [label for label, index in known.items() if index is None]
    given = {label: free[i % len(free)] for i, label in enumerate(others)}
    return {label: LOOKS[given[label] if index is None else index] for label, index in known.items()}


def method_index(label: str) -> int | None:
    """Return which look belongs to a method of the course, None for any other name."""
    return METHODS.get(label.lower().replace(" ", "_"))


def axes(ax: Axes | None, width: float, height: float) -> Axes:
    """Return `ax`, or new axes of this size in inches; 10 inches is the width of a notebook."""
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def finish(
    ax: Axes, *, xlabel: str, ylabel: str, title: str | None = None, grid: Literal["both", "x", "y"] = "both"
) -> None:
    """Label the axes, draw a light grid and take away the frame at the top and at the right."""
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if title:
        ax.set_title(title, fontsize=11)
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_axisbelow(True)
    ax.grid(True, axis=grid, color="0.9", linewidth=0.8)


def layer_axis(ax: Axes) -> None:
    """Mark layer numbers on the horizontal axis: all up to twelve, then 1 and round numbers."""
    last = ax.dataLim.x1
    depth = max(round(last), 1) if np.isfinite(last) else 1
    step = 1 if depth <= 12 else 5 * -(-depth // 40)
    ax.set_xticks([1, *range(step, depth + 1, step)] if step > 1 else range(1, depth + 1))
    room = 0.5 if depth == 1 else 0.04 * (depth - 1)
    ax.set_xlim(1 - room, depth + room)


def figure_of(ax: Axes) -> Figure:
    """Return the figure that is displayed with `ax` in it, whatever subfigures stand between."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("these axes were removed from their figure")
    return figure


def size(ax: Axes) -> tuple[float, float]:
    """Return width and height of the axes in inches, before any layout."""
    width, height = ax.get_position().size * figure_of(ax).get_size_inches()
    return float(width), float(height)


def is_wide(ax: Axes) -> bool:
    """Tell whether there is room beside the axes, as there is if they are alone in a figure."""
    return size(ax)[0] > 5


def legend_outside(ax: Axes, **options: Any) -> None:
    """Put the legend where it covers no data: to the right of wide axes, below narrow ones."""
    handles, labels = ax.get_legend_handles_labels()
    width, height = size(ax)
    place: dict[str, Any] = {"loc": "center left", "bbox_to_anchor": (1.02, 0.5)}
    if not is_wide(ax):
        columns = max(int(width + 1) // 2, 1)  # a name and its line take two inches
        place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.6 / height), "ncols": columns}
    if handles:
        ax.legend(handles, labels, frameon=False, **place, **options)


def share_legend(figure: Figure) -> None:
    """Replace the legends of the panels by one at the bottom of the figure, if one of them says it all."""
    legends = [legend for ax in figure.axes if (legend := ax.get_legend())]
    legends.sort(key=lambda legend: -len(legend.get_texts()))
    entries = [set(zip(_labels(legend), map(_color, legend.legend_handles), strict=True)) for legend in legends]
    if not legends or not all(some <= entries[0] for some in entries):
        return
    first = legends[0]
    title = first.get_title().get_text().replace("\n", " ") or None
    for legend in legends:
        legend.remove()
    handles = [handle for handle in first.legend_handles if handle is not None]
    figure.legend(handles, _labels(first), title=title, loc="outside lower center", ncols=4, frameon=False)


def _labels(legend: Legend) -> list[str]:
    return [text.get_text() for text in legend.get_texts()]


def _color(handle: Any) -> str:
    return to_hex(handle.get_color() if hasattr(handle, "get_color") else handle.get_facecolor())


def nothing_drawn(ax: Axes, text: str = "no values to draw") -> None:
    """Say in the middle of the axes that there was nothing to draw."""
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=INK, style="italic")
