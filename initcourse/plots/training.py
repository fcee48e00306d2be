"""Pictures of what happens over time: LSUV rescaling its layers, and methods racing in training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from initcourse.plots.display import describe, trend
from initcourse.plots.log_axes import log_axis, mark_edge, mark_edges, on_log
from initcourse.plots.number_format import entries, number, numbers, pairs, short
from initcourse.plots.style import INK, LOOKS, Look, axes, finish, is_wide, legend_outside, looks, nothing_drawn

if TYPE_CHECKING:
    from initcourse.networks import TrainingCurve

CHANCE_LOSS = float(np.log(10))
"""Cross-entropy of a network that gives all ten classes the same probability: ln 10 = 2.3026."""

HIGHEST_LOSS = 30.0
"""Where the picture of a race ends: a network that starts at 1e12 would press all others into one line."""


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
    arrays = [numbers(trace) for trace in entries(traces)]
    ax = axes(ax, 9, 4.5)
    log_axis(ax, "y", [target, *arrays])
    ax.axhline(target, color=INK, linestyle="--", linewidth=1, label=f"target {short(target)}")
    if tolerance:
        low, high, label = target - tolerance, target + tolerance, f"± {short(tolerance)}"
        ax.axhspan(low, high, color="0.5", alpha=0.25, linewidth=0, label=label)
    for i, trace in enumerate(arrays, 1):
        _trace(ax, trace, i, len(arrays))
    if not any(trace.size for trace in arrays):
        nothing_drawn(ax)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    finish(ax, xlabel="rescales done", ylabel="variance of z, log scale", title=title)
    legend_outside(ax)
    return describe(ax, _traces_text(arrays, target))


def _trace(ax: Axes, trace: np.ndarray, layer: int, layers: int) -> None:
    """Draw one layer, later layers lighter; of more than twelve only every fifth is in the legend."""
    color = plt.get_cmap("viridis")(0.85 * (layer - 1) / max(layers - 1, 1))
    look: dict[str, Any] = {"color": color, "marker": LOOKS[(layer - 1) % len(LOOKS)].marker, "markersize": 7}
    named = layers <= 12 or layer == 1 or layer % 5 == 0
    ax.plot(range(trace.size), on_log(trace), label=f"layer {layer}" if named else "_", **look)
    mark_edges(ax, range(trace.size), trace, **look)


def _traces_text(arrays: list[np.ndarray], target: float) -> str:
    listed = "; ".join(f"layer {i} {trend(trace)} in {max(trace.size - 1, 0)}" for i, trace in enumerate(arrays, 1))
    return f"Variance of the pre-activations over LSUV's rescales, target {short(target)}: {listed or 'no layers'}."


def race(curves: Mapping[str, TrainingCurve], *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the smoothed training loss of every method over the steps, with the loss of guessing (ln 10).

    A curve is the mean of the last 20 steps, fewer at the start; a marker at the edge says where it leaves the
    picture. The legend tells the final accuracy, except in narrow panels (they share a legend).
    """
    losses = {label: numbers(curve.losses) for label, curve in pairs(curves).items()}
    accuracy = {label: short(number(curve.accuracy), 2) for label, curve in pairs(curves).items()}
    ax = axes(ax, 9, 4.5)
    smooth = {label: _running_mean(line) for label, line in losses.items()}
    log_axis(ax, "y", [CHANCE_LOSS, *(line[line <= HIGHEST_LOSS] for line in smooth.values())])
    ax.axhline(CHANCE_LOSS, color=INK, linewidth=1, linestyle=(0, (6, 3)), label="guessing: ln 10 = 2.303")
    for row, label in enumerate(losses):
        name = f"{label}: accuracy {accuracy[label]}" if is_wide(ax) else label
        _curve(ax, name, smooth[label], looks(losses)[label], row / len(losses))
    if not any(line.size for line in losses.values()):
        nothing_drawn(ax)
    finish(ax, xlabel="step", ylabel="training loss, log scale", title=title)
    legend_outside(ax)
    listed = "; ".join(f"{label} {trend(smooth[label])}, accuracy {accuracy[label]}" for label in losses)
    return describe(ax, f"Training loss over steps on a log scale, guessing is 2.303: {listed or 'no curves'}.")


def _curve(ax: Axes, name: str, line: np.ndarray, look: Look, phase: float) -> None:
    """Draw one curve, its markers `phase` (0 to 1) of their distance later, and its first steps outside the picture."""
    steps = np.arange(1, line.size + 1)
    every = max(line.size // 8, 1)
    above = np.isfinite(line) & (line > HIGHEST_LOSS)
    shown = np.where(above, np.nan, on_log(line))
    ax.plot(steps, shown, label=name, markevery=(int(phase * every), every), **look.line)
    for edge, there in ((f"above {HIGHEST_LOSS:g}", above), ("not finite", ~np.isfinite(line)), ("zero", line == 0)):
        if there.any():
            mark_edge(ax, steps[there][:1], edge, **look.dot)


def _running_mean(losses: np.ndarray, window: int = 20) -> np.ndarray:
    """Return the mean over the last `window` losses at every step."""
    with np.errstate(all="ignore"):
        return np.array([losses[max(0, end - window) : end].mean() for end in range(1, losses.size + 1)])
