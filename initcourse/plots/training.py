"""Pictures of what happens over time: LSUV rescaling its layers, and methods racing in training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import ScalarFormatter

from initcourse.plots.display import describe, trend
from initcourse.plots.edges import log_axis, mark_edges, on_log
from initcourse.plots.numbers import number, numbers, short
from initcourse.plots.style import INK, LOOKS, Look, axes, finish, layer_axis, legend_beside, looks, nothing_drawn

if TYPE_CHECKING:
    from initcourse.networks import TrainingCurve

CHANCE_LOSS = float(np.log(10))
"""Cross-entropy of a network that gives all ten classes the same probability: ln 10 = 2.3026."""


def lsuv_traces(
    traces: Sequence[Sequence[float]],
    *,
    target: float = 1.0,
    tolerance: float | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw the variance of every layer's pre-activations before LSUV (0) and after each rescale.

    `traces` holds `[v_0, ..., v_t]` per layer, input to output; the band is `target` plus or minus `tolerance`.
    """
    found = [numbers(trace) for trace in traces]
    ax = axes(ax, 9, 4.5)
    log_axis(ax, "y", np.concatenate([[target], *found]))
    ax.axhline(target, color=INK, linestyle="--", linewidth=1, label=f"target {short(target)}")
    if tolerance:
        ax.axhspan(target - tolerance, target + tolerance, color="0.5", alpha=0.25, linewidth=0, label=f"± {short(tolerance)}")
    for i, (trace, color) in enumerate(zip(found, sns.color_palette("viridis", len(found)), strict=True), 1):
        look = {"color": color, "marker": LOOKS[(i - 1) % len(LOOKS)].marker, "markersize": 6}
        ax.plot(range(trace.size), on_log(trace), label=f"layer {i}", **look)
        mark_edges(ax, range(trace.size), trace, **look)
    if not found:
        nothing_drawn(ax)
    layer_axis(ax)
    finish(ax, xlabel="rescales done", ylabel="variance of z over batch and units, log scale", title=title)
    legend_beside(ax, ncols=1 + len(found) // 11)
    return describe(ax, _traces_text(found, target))


def _traces_text(found: list[np.ndarray], target: float) -> str:
    listed = "; ".join(f"layer {i} {trend(trace)} in {max(trace.size - 1, 0)}" for i, trace in enumerate(found, 1))
    return f"Variance of the pre-activations over LSUV's rescales, target {short(target)}: {listed or 'no layers'}."


def race(curves: Mapping[str, TrainingCurve], *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the smoothed training loss of every method over the steps, with the loss of guessing (ln 10).

    A curve is the mean of the last 20 steps (fewer at the start); it ends with a cross where the loss is not finite.
    """
    losses = {str(label): numbers(curve.losses) for label, curve in curves.items()}
    ax = axes(ax, 9, 4.5)
    smooth = {label: _running_mean(line) for label, line in losses.items()}
    log_axis(ax, "y", np.concatenate([[CHANCE_LOSS], *smooth.values()]))
    ax.axhline(CHANCE_LOSS, color=INK, linewidth=1, linestyle=(0, (6, 3)), label="guessing: ln 10 = 2.303")
    for (label, line), curve in zip(smooth.items(), curves.values(), strict=True):
        _curve(ax, f"{label}: accuracy {short(number(curve.accuracy), 2)}", line, looks(losses)[label])
    if not losses:
        nothing_drawn(ax)
    finish(ax, xlabel="step", ylabel="training loss (mean of 20 steps), log scale", title=title)
    ax.yaxis.set_major_formatter(ScalarFormatter())
    legend_beside(ax)
    listed = "; ".join(f"{label} {trend(smooth[label])}" for label in losses)
    return describe(ax, f"Training loss over steps on a log scale, guessing is 2.303: {listed or 'no curves'}.")


def _curve(ax: Axes, name: str, line: np.ndarray, look: Look) -> None:
    steps = np.arange(1, line.size + 1)
    ax.plot(steps, on_log(line), label=name, markevery=max(line.size // 10, 1), **look.line)
    broken = np.flatnonzero(~np.isfinite(line))[:1]
    mark_edges(ax, steps[broken], line[broken], color=look.color, marker="x", markersize=9, markeredgewidth=2)


def _running_mean(losses: np.ndarray, window: int = 20) -> np.ndarray:
    """Return the mean over the last `window` losses at every step; once not finite, always not finite."""
    with np.errstate(all="ignore"):
        total = np.cumsum(np.concatenate([[0.0], losses]))
        starts = np.maximum(np.arange(1, losses.size + 1) - window, 0)
        return (total[1:] - total[starts]) / (np.arange(1, losses.size + 1) - starts)
