"""Pictures that compare methods by one number each, or by one number per method and condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize
from matplotlib.ticker import MaxNLocator

from initcourse.plots.display import describe
from initcourse.plots.log_axes import edge_name
from initcourse.plots.number_format import number, numbers, pairs, short
from initcourse.plots.style import PALETTE, Look, axes, finish, looks, method_index, nothing_drawn

PLAIN = Look(PALETTE[0], "o", "-", 1.5, "")
"""Bars that are not methods (layers, for example) all look the same."""


def method_bars(
    values: Mapping[str, float],
    *,
    ylabel: str,
    title: str | None = None,
    ax: Axes | None = None,
    limit: float | None = None,
) -> Axes:
    """Draw one bar per method, first on top, with its value written at its end.

    The bars lie, so that long names stay readable; `ylabel` names their length. `limit` is the largest possible value.
    """
    bars = {label: number(value) for label, value in pairs(values).items()}
    ax = axes(ax, 7, 1.2 + 0.35 * max(len(bars), 1))
    styles = looks(bars) if any(method_index(label) is not None for label in bars) else dict.fromkeys(bars, PLAIN)
    for row, (label, value) in enumerate(bars.items()):
        _bar(ax, row, styles[label], value, limit)
    if not bars:
        nothing_drawn(ax)
    lengths = [0.0, limit or 0.0, *(v for v in bars.values() if np.isfinite(v))]
    low, high = min(lengths), max(lengths) or 1.0
    ax.set(yticks=range(len(bars)), yticklabels=list(bars), ylim=(max(len(bars), 1) - 0.4, -0.6))
    _value_axis(ax, low, high, whole=all(length == round(length) for length in lengths))
    finish(ax, xlabel=ylabel, ylabel="", title=title, grid="x")
    listed = ", ".join(f"{label} {short(value)}" for label, value in bars.items())
    of = f" (at most {short(limit)})" if limit else ""
    return describe(ax, f"Bars of {ylabel}{of}: {listed or 'no values'}.")


def _value_axis(ax: Axes, low: float, high: float, *, whole: bool) -> None:
    """Leave room for the numbers at the ends of the bars, without ticks in that room."""
    ticks = MaxNLocator(6, integer=whole, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    ax.set_xticks([tick for tick in ticks if low <= tick <= high])
    ax.set_xlim(1.25 * low, high + 0.25 * (high - low))


def _bar(ax: Axes, row: int, look: Look, value: float, limit: float | None) -> None:
    """Draw one bar with its value at its end."""
    length = value if np.isfinite(value) else 0.0
    ax.barh(row, length, height=0.7, color=look.color, hatch=look.hatch, edgecolor="white")
    text = f"{short(value)} of {short(limit)}" if limit and np.isfinite(value) else short(value)
    ax.annotate(text, (max(length, 0), row), xytext=(5, 0), textcoords="offset points", va="center")


def statistic_grid(
    values: Mapping[tuple[str, str], Any],
    *,
    label: str,
    title: str | None = None,
    ax: Axes | None = None,
    log: bool = False,
) -> Axes:
    """Draw a heat map of medians over seeds; every cell also says the smallest and the largest.

    `values` maps `(row, column)` to the numbers of all seeds; a pair that is missing stays empty.
    """
    cells = {(str(row), str(column)): numbers(seeds) for (row, column), seeds in dict(values or {}).items()}
    rows, columns = (list(dict.fromkeys(pair[i] for pair in cells)) for i in (0, 1))
    ax = axes(ax, 10, 1.4 + 0.95 * max(len(rows), 1))
    ax.set_title(title or "", fontsize=11)
    if not cells:
        nothing_drawn(ax)
        return describe(ax, f"Empty heat map of {label}.")
    medians = np.array([[_median(cells.get((r, c))) for c in columns] for r in rows])
    norm = _norm(medians, log)
    _heat_map(ax, medians, norm, label + (", log scale" if log else ""))
    ax.set_xticks(np.arange(len(columns)) + 0.5, [name.replace("_", "\n") for name in columns], rotation=0)
    ax.set_yticks(np.arange(len(rows)) + 0.5, rows, rotation=0)
    for i, j in np.ndindex(medians.shape):
        dark = np.isfinite(medians[i, j]) and norm(medians[i, j]) < 0.45
        _write_cell(ax, i, j, cells.get((rows[i], columns[j])), "white" if dark else "black")
    listed = ", ".join(f"{r} {c} {_words(cells.get((r, c)))}" for r in rows for c in columns)
    return describe(ax, f"Heat map of {label}, medians over seeds: {listed}.")


def _heat_map(ax: Axes, medians: np.ndarray, norm: Normalize, label: str) -> None:
    shown = np.where(np.isfinite(medians), medians, np.nan)
    bar = {"label": label, "use_gridspec": False}  # constrained layout cannot move a bar that has its own grid
    scale = {"norm": norm, "vmin": norm.vmin, "vmax": norm.vmax, "cmap": "cividis"}
    sns.heatmap(shown, **scale, cbar_kws=bar, linewidths=1, ax=ax)
    ax.set_facecolor("0.93")
    ax.tick_params(length=0)


def _write_cell(ax: Axes, row: int, column: int, seeds: np.ndarray | None, color: str) -> None:
    """Write the median in bold and below it the smallest and the largest, in two lines where they are long."""
    spread = ""
    if seeds is not None and np.isfinite(seeds).all() and len(set(seeds)) > 1:
        low, high = short(seeds.min(), 2), short(seeds.max(), 2)
        spread = f"{low} to {high}" if len(low + high) < 11 else f"{low}\nto {high}"
    lines = spread.count("\n") + bool(spread)
    style: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "va": "center", "color": color}
    ax.annotate(_words(seeds), (column + 0.5, row + 0.5), xytext=(0, 2 + 6 * lines), weight="bold", **style)
    ax.annotate(spread, (column + 0.5, row + 0.5), xytext=(0, -8), **style)


def _median(seeds: np.ndarray | None) -> float:
    with np.errstate(all="ignore"):
        return float(np.median(seeds)) if seeds is not None and seeds.size else np.nan


def _words(seeds: np.ndarray | None) -> str:
    return "no value" if seeds is None or not seeds.size else short(_median(seeds), 2)


def _norm(medians: np.ndarray, log: bool) -> Normalize:
    """Return a colour scale over the medians that it can show, never an empty one."""
    shown = [v for v in medians.ravel() if np.isfinite(v) and (not log or edge_name(v) is None)] or [1.0]
    low, high = min(shown), max(shown)
    if low == high:
        low, high = (low / 2, high * 2) if log else (low - 0.5, high + 0.5)
    return LogNorm(low, high, clip=True) if log else Normalize(low, high)
