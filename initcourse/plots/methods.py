"""Pictures that compare methods by one number each, or by one number per method and condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm, Normalize

from initcourse.plots.display import describe
from initcourse.plots.edges import edge_name
from initcourse.plots.numbers import number, numbers, short
from initcourse.plots.style import axes, finish, looks, nothing_drawn


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
    found = {str(label): number(value) for label, value in values.items()}
    ax = axes(ax, 7, 1.2 + 0.35 * max(len(found), 1))
    for row, (label, value) in enumerate(found.items()):
        _bar(ax, row, looks(found)[label], value, limit)
    if not found:
        nothing_drawn(ax)
    lengths = [0.0, *(v for v in found.values() if np.isfinite(v))]
    longest = max(*lengths, limit or 0) or 1.0
    ax.set(yticks=range(len(found)), yticklabels=list(found), ylim=(max(len(found), 1) - 0.4, -0.6))
    ax.set_xlim(1.2 * min(lengths), longest * (1.0 if limit else 1.18))
    finish(ax, xlabel=ylabel, ylabel="", title=title, grid="x")
    listed = ", ".join(f"{label} {short(value)}" for label, value in found.items())
    of = f" (at most {short(limit)})" if limit else ""
    return describe(ax, f"Bars of {ylabel}{of}: {listed or 'no values'}.")


def _bar(ax: Axes, row: int, look: Any, value: float, limit: float | None) -> None:
    """Draw one bar and its value: beside it, or inside where it reaches the limit."""
    length = value if np.isfinite(value) else 0.0
    ax.barh(row, length, height=0.7, color=look.color, hatch=look.hatch, edgecolor="white")
    text = f"{short(value)} of {short(limit)}" if limit and np.isfinite(value) else short(value)
    inside = bool(limit) and length > 0.7 * limit
    ax.annotate(
        text,
        (length, row),
        xytext=(-6 if inside else 5, 0),
        textcoords="offset points",
        ha="right" if inside else "left",
        va="center",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5} if inside else None,
    )


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
    rows, columns = (list(dict.fromkeys(str(pair[i]) for pair in values)) for i in (0, 1))
    cells = {(str(row), str(column)): numbers(seeds) for (row, column), seeds in values.items()}
    ax = axes(ax, 10, 1.5 + 0.8 * max(len(rows), 1))
    if not cells:
        nothing_drawn(ax)
        return describe(ax, f"Empty heat map of {label}.")
    medians = np.array([[_median(cells.get((r, c), np.array([]))) for c in columns] for r in rows])
    texts = np.array([[_cell_text(cells.get((r, c))) for c in columns] for r in rows])
    sns.heatmap(
        np.where(np.isfinite(medians), medians, np.nan),
        annot=texts,
        fmt="",
        cmap="cividis",
        norm=_norm(medians, log),
        cbar_kws={"label": label + (" (log)" if log else "")},
        linewidths=1,
        xticklabels=[name.replace("_", "\n") for name in columns],
        yticklabels=rows,
        ax=ax,
    )
    ax.tick_params(length=0, rotation=0)
    ax.set(xlabel="", ylabel="")
    if title:
        ax.set_title(title, fontsize=11)
    listed = ", ".join(f"{r} {c} {_words(medians[i, j])}" for i, r in enumerate(rows) for j, c in enumerate(columns))
    return describe(ax, f"Heat map of {label}, medians over seeds: {listed}.")


def _median(seeds: np.ndarray) -> float:
    with np.errstate(all="ignore"):
        return float(np.median(seeds)) if seeds.size else np.nan


def _words(value: float) -> str:
    return short(value, 2) if np.isfinite(value) else "not finite"


def _cell_text(seeds: np.ndarray | None) -> str:
    if seeds is None or not seeds.size:
        return "no value"
    median = _words(_median(seeds))
    if seeds.size == 1 or not np.isfinite(seeds).all():
        return median
    return f"{median}\n{short(seeds.min(), 2)} to {short(seeds.max(), 2)}"


def _norm(medians: np.ndarray, log: bool) -> Normalize:
    """Return a colour scale over the medians that it can show, never an empty one."""
    shown = [v for v in medians.ravel() if np.isfinite(v) and (not log or edge_name(v) is None)] or [1.0]
    low, high = min(shown), max(shown)
    if low == high:
        low, high = (low / 2, high * 2) if log else (low - 0.5, high + 0.5)
    return LogNorm(low, high, clip=True) if log else Normalize(low, high)
