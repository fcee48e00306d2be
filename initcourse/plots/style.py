"""How a method looks in every picture, and how axes look: colour-blind safe, never colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import matplotlib.pyplot as plt
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

PALETTE = sns.color_palette("colorblind")
INK = "0.25"
"""Grey of everything that is not data: thresholds, targets, theory."""


@dataclass(frozen=True)
class Look:
    """Colour, marker, line style and hatch of one method."""

    color: tuple[float, float, float]
    marker: str
    linestyle: object
    hatch: str

    @property
    def line(self) -> dict:
        """Options of `Axes.plot`."""
        return {"color": self.color, "marker": self.marker, "linestyle": self.linestyle, "markersize": 6}


_MARKERS = ["X", "v", "s", "D", "^", "o", "*", "P", "<", ">"]
_LINES = ["-", (0, (1, 1)), "--", "-.", (0, (5, 1, 1, 1, 1, 1)), "-", (0, (3, 1)), ":", "--", "-."]
_HATCHES = ["xx", "..", "//", "\\\\", "--", "", "oo", "++", "||", "**"]
_COLORS = [3, 1, 9, 0, 8, 2, 4, 5, 6, 7]
LOOKS = [Look(PALETTE[c], m, line, h) for c, m, line, h in zip(_COLORS, _MARKERS, _LINES, _HATCHES, strict=True)]
"""One look per method, in this order; the first seven belong to the methods of the course."""

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
    labels = [str(label) for label in labels]
    known = {label: METHODS.get(label.lower().replace(" ", "_")) for label in labels}
    free = [i for i in range(len(LOOKS)) if i not in known.values()] or list(range(len(LOOKS)))
    others = [label for label, index in known.items() if index is None]
    known.update({label: free[i % len(free)] for i, label in enumerate(others)})
    return {label: LOOKS[index] for label, index in known.items()}


def axes(ax: Axes | None, width: float, height: float) -> Axes:
    """Return `ax`, or new axes of this size in inches; 10 inches is the width of a notebook."""
    if ax is None:
        _, ax = plt.subplots(figsize=(width, height), layout="constrained")
    return ax


def finish(ax: Axes, *, xlabel: str, ylabel: str, title: str | None = None, grid: str = "both") -> None:
    """Label the axes, draw a light grid and take away the frame at the top and at the right."""
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if title:
        ax.set_title(title, fontsize=11)
    ax.spines[["top", "right"]].set_visible(False)
    ax.set_axisbelow(True)
    if grid != "none":
        ax.grid(True, axis=grid, color="0.9", linewidth=0.8)


def layer_axis(ax: Axes) -> None:
    """Mark whole layer numbers on the horizontal axis."""
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))


def legend_beside(ax: Axes, **options: object) -> None:
    """Put the legend to the right of the axes, where it covers no data."""
    handles, labels = ax.get_legend_handles_labels()
    if handles:
        ax.legend(handles, labels, loc="center left", bbox_to_anchor=(1.02, 0.5), frameon=False, **options)


def nothing_drawn(ax: Axes, text: str = "no values to draw") -> None:
    """Say in the middle of the axes that there was nothing to draw."""
    ax.text(0.5, 0.5, text, transform=ax.transAxes, ha="center", va="center", color=INK, style="italic")
