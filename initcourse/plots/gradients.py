"""Pictures of weight gradients: their range per method, and four panels that compare methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from initcourse.plots.display import describe
from initcourse.plots.layer_plots import layer_lines
from initcourse.plots.log_axes import edge_name, edge_position, log_axis
from initcourse.plots.method_plots import method_bars
from initcourse.plots.number_format import number, pairs, short
from initcourse.plots.style import Look, axes, finish, looks, nothing_drawn, share_legend

VANISHED, WEAK = 1e-6, 1e-4
"""Gradient norms below which the lesson calls a layer vanished, or weak."""

RANGE = ("min_gradient", "mean_gradient", "max_gradient")


def gradient_ranges(metrics: Mapping[str, Mapping[str, float]], *, ax: Axes | None = None) -> Axes:
    """Draw smallest, mean and largest gradient norm of every method on a log axis.

    `metrics` maps a method to a dict with `min_gradient`, `mean_gradient` and `max_gradient`.
    """
    ranges = {method: [number(pairs(m).get(key)) for key in RANGE] for method, m in pairs(metrics).items()}
    ax = axes(ax, 8, 1.2 + 0.4 * max(len(ranges), 1))
    log_axis(ax, "x", [value for triple in ranges.values() for value in triple])
    for row, (method, triple) in enumerate(ranges.items()):
        _range(ax, row, triple, looks(ranges)[method])
    if not ranges:
        nothing_drawn(ax)
    ax.set(yticks=range(len(ranges)), yticklabels=list(ranges), ylim=(max(len(ranges), 1) - 0.4, -0.7))
    finish(ax, xlabel="gradient norm: smallest | mean | largest, log scale", ylabel="", grid="both")
    listed = "; ".join(f"{method} {' / '.join(short(v, 2) for v in triple)}" for method, triple in ranges.items())
    return describe(ax, f"Smallest / mean / largest gradient norm per method, log scale: {listed or 'no values'}.")


def _range(ax: Axes, row: int, triple: Sequence[float], look: Look) -> None:
    """Draw a line from smallest to largest with bars at its ends and the method's marker at the mean."""
    xs = [edge_position(ax, value) for value in triple]
    ax.plot([xs[0], xs[2]], [row, row], color=look.color, linewidth=3, marker="|", markersize=13, markeredgewidth=3)
    ax.plot(xs[1], row, **{**look.dot, "markersize": 10})
    for name in {name for value in triple if (name := edge_name(value))}:
        x = next(x for x, value in zip(xs, triple, strict=True) if edge_name(value) == name)
        side = "right" if name == "not finite" else "left"
        ax.annotate(name, (x, row), xytext=(0, 8), textcoords="offset points", ha=side, style="italic")


def gradient_overview(
    norms: Mapping[str, Sequence[float]], metrics: Mapping[str, Mapping[str, float]], scores: Mapping[str, int]
) -> Figure:
    """Draw norms per layer, vanished layers, gradient ranges and health scores of every method, two by two."""
    figure, panels = plt.subplots(2, 2, figsize=(10, 8), layout="constrained")
    thresholds = {"vanished": VANISHED, "weak": WEAK}
    layer_lines(norms, ylabel="gradient norm", thresholds=thresholds, title="Norms per layer", ax=panels[0, 0])
    vanished = {method: pairs(row).get("vanished_layers", np.nan) for method, row in pairs(metrics).items()}
    method_bars(vanished, ylabel=f"layers with a norm below {VANISHED:g}", title="Vanished layers", ax=panels[0, 1])
    gradient_ranges(metrics, ax=panels[1, 0]).set_title("Smallest, mean and largest norm", fontsize=11)
    method_bars(scores, ylabel="points", limit=10, title="Health score", ax=panels[1, 1])
    share_legend(figure)
    return figure
