"""Pictures of a signal on its way through the layers: forwards, backwards, and as a whole distribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from initcourse.plots.display import describe, trend
from initcourse.plots.log_axes import log_axis, mark_edges, on_axis, on_log
from initcourse.plots.number_format import bin_edges, entries, finite, number, numbers, pairs, short
from initcourse.plots.style import INK, PALETTE, axes, finish, layer_axis, legend_outside, looks, nothing_drawn

LAYER = "layer (1 = next to the input)"


def layer_lines(
    values: Mapping[str, Sequence[float]],
    *,
    ylabel: str,
    log: bool = True,
    thresholds: Mapping[str, float] | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw one line per label over the layers 1 to L, and a labelled horizontal line per threshold."""
    arrays = {label: numbers(line) for label, line in pairs(values).items()}
    ax = axes(ax, 9, 4.5)
    if log:
        log_axis(ax, "y", [*arrays.values(), *(thresholds or {}).values()])
    for label, line in arrays.items():
        _line(ax, label, line, looks(arrays)[label].line, log)
    for name, height in (thresholds or {}).items():
        _threshold(ax, name, height, log)
    if not any(line.size for line in arrays.values()):
        nothing_drawn(ax)
    layer_axis(ax)
    finish(ax, xlabel=LAYER, ylabel=ylabel + (", log scale" if log else ""), title=title)
    legend_outside(ax)
    return describe(ax, _lines_text(arrays, ylabel, thresholds or {}))


def _line(ax: Axes, label: str, line: np.ndarray, look: dict, log: bool) -> None:
    layers = np.arange(1, line.size + 1)
    look = {**look, "markersize": 5} if line.size > 12 else look
    shown = on_log(line) if log else np.where(np.isfinite(line), line, np.nan)
    ax.plot(layers, shown, label=label, **look)
    mark_edges(ax, layers, line if log else np.where(np.isfinite(line), 1.0, line), **look)


def _threshold(ax: Axes, name: str, height: float, log: bool) -> None:
    ax.axhline(height, color=INK, linewidth=1, linestyle=(0, (6, 3)), zorder=1)
    ax.annotate(
        f"{name} {on_axis(ax, height) if log else short(height)}",
        (0.99, height),
        xycoords=("axes fraction", "data"),
        xytext=(0, 2),
        textcoords="offset points",
        ha="right",
        va="bottom",
        color=INK,
        bbox={"color": "white", "alpha": 0.7, "pad": 0.5},
    )


def _lines_text(arrays: Mapping[str, np.ndarray], ylabel: str, thresholds: Mapping[str, float]) -> str:
    depth = max((line.size for line in arrays.values()), default=0)
    listed = "; ".join(f"{label} {trend(line)}" for label, line in arrays.items())
    limits = "".join(f" Line {name} at {short(height)}." for name, height in thresholds.items())
    return f"Lines of {ylabel} over {depth} layers: {listed or 'no values'}.{limits}"


def propagation(
    measured: np.ndarray,
    *,
    theory: Sequence[float] | None = None,
    ylabel: str,
    label: str | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw the median and the range over seeds of a quantity per layer, and beside it what theory says.

    `measured` is `(seeds, layers)`. Call it again with the same `ax` and another `label` to compare.
    """
    rows = _seeds_by_layers(measured)
    expected = numbers([] if theory is None else theory)
    ax = axes(ax, 9, 4.5)
    log_axis(ax, "y", [rows, expected])
    says = _median_and_range(ax, rows, label or "measured")
    if expected.size:
        _theory(ax, expected)
        says += f"; theory {trend(expected)}"
    if not rows.size:
        nothing_drawn(ax)
    layer_axis(ax)
    finish(ax, xlabel=LAYER, ylabel=f"{ylabel}, log scale", title=title)
    legend_outside(ax, title="median, band from\nlowest to highest", alignment="left")
    return describe(ax, f"{ylabel} over {rows.shape[1]} layers, {says}.")


def _median_and_range(ax: Axes, rows: np.ndarray, label: str) -> str:
    """Draw `rows` (seeds, layers) in a look that no series on `ax` has yet, and return in words what they do."""
    before = [gid for line in ax.lines if (gid := line.get_gid())]
    look = looks([*before, label])[label]
    with np.errstate(all="ignore"):
        low, middle, high = (f(rows, axis=0) for f in (np.min, np.median, np.max)) if rows.size else np.empty((3, 0))
    band = {"color": look.color, "alpha": 0.25, "linewidth": 0}
    ax.fill_between(np.arange(1, middle.size + 1), on_log(low), on_log(high), **band)
    name = f"{label}, {len(rows)} seeds" if len(rows) > 1 else label
    _line(ax, name, middle, {**look.line, "gid": label}, log=True)
    return f"{name}: median {trend(middle)}"


def _theory(ax: Axes, expected: np.ndarray) -> None:
    """Draw `expected`; one entry of the legend, the last one, stands for the theory of all series."""
    for line in ax.lines:
        if line.get_label() == "theory":
            line.set_label("_theory")
    look = {"color": "black", "linestyle": (0, (2, 2)), "linewidth": 1.5, "marker": "x", "markersize": 5}
    _line(ax, "theory", expected, look, log=True)


def _seeds_by_layers(measured: Any) -> np.ndarray:
    """Return `measured` as (seeds, layers), (0, 0) if it is empty; rows of unequal length end with NaN."""
    rows = entries(measured)
    rows = [numbers(row) for row in rows] if any(np.iterable(row) for row in rows) else [numbers(rows)]
    width = max((row.size for row in rows), default=0)
    padded = [np.pad(row, (0, width - row.size), constant_values=np.nan) for row in rows]
    return np.array(padded) if width else np.empty((0, 0))


def activation_histograms(layers: Sequence[np.ndarray], *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the distribution of every layer's activations as a ridge, layer 1 on top.

    `layers` holds arrays `(batch, units)`. Exact zeros (ReLU makes them) have no density: their share is written.
    """
    arrays = [numbers(layer) for layer in entries(layers)]
    ax = axes(ax, 8, 1.2 + 0.7 * max(len(arrays), 1))
    if not arrays:
        nothing_drawn(ax)
    edges = _common_bins(arrays)
    for row, layer in enumerate(arrays):
        _ridge(ax, row, layer, edges)
    ax.set(yticks=range(len(arrays)), yticklabels=[f"layer {i}" for i in range(1, len(arrays) + 1)])
    room = 0.02 * (edges[-1] - edges[0])
    ax.set(ylim=(max(len(arrays), 1) - 0.8, -1), xlim=(edges[0] - room, edges[-1] + room))
    finish(ax, xlabel="activation", ylabel="", title=title, grid="x")
    listed = "; ".join(f"layer {i} {_ridge_text(layer)}" for i, layer in enumerate(arrays, 1))
    return describe(ax, f"Distributions of activations per layer: {listed or 'no layers'}.")


def _common_bins(layers: list[np.ndarray]) -> np.ndarray:
    """Return 80 bins from the lowest to the highest per mille of any layer."""
    ends = [np.quantile(shown, [0.001, 0.999]) for layer in layers if (shown := finite(layer)).size]
    return bin_edges(np.concatenate([[], *ends]), 80)


def _ridge(ax: Axes, row: int, layer: np.ndarray, edges: np.ndarray) -> None:
    shown = finite(layer)
    counts, _ = np.histogram(shown[shown != 0], bins=edges)
    heights = 0.85 * counts / max(counts.max(), 1)
    ax.stairs(row - heights, edges, baseline=row, fill=True, color=PALETTE[0], alpha=0.5, zorder=2 + row)
    ax.stairs(row - heights, edges, baseline=row, color=PALETTE[0], linewidth=1, zorder=2 + row)
    ax.text(1.01, row, _ridge_text(layer), transform=ax.get_yaxis_transform(), va="bottom")


def _ridge_text(layer: np.ndarray) -> str:
    """Return the std of one layer, and the shares of exact zeros and of what is not finite if there are any."""
    shown = finite(layer)
    if not shown.size:
        return "not finite" if layer.size else "empty"
    parts = [f"std {short(number(shown.std()), 2)}"]
    if (zeros := np.mean(layer == 0)) > 0:
        parts.append(f"{100 * zeros:.0f} % zero")
    if shown.size < layer.size:
        parts.append(f"{100 * (1 - shown.size / layer.size):.0f} % not finite")
    return ", ".join(parts)
