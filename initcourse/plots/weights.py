"""Pictures of weights: how large they should be, and how they are distributed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import cycle

import numpy as np
from matplotlib.axes import Axes

from initcourse.plots.display import describe
from initcourse.plots.log_axes import edge_name, edge_position, log_axis
from initcourse.plots.number_format import bin_edges, entries, finite, number, pairs, short
from initcourse.plots.style import INK, LOOKS, PALETTE, axes, finish, legend_outside, nothing_drawn


def variance_number_line(products: Mapping[str, float], *, ax: Axes | None = None) -> Axes:
    """Draw `fan_in * Var(W)` of every scheme as a labelled marker over a log axis, smallest on top.

    The dashed line at 1 is where a linear layer keeps the second moment of its input.
    """
    values = {label: number(value) for label, value in pairs(products).items()}
    values = dict(sorted(values.items(), key=lambda item: (np.isnan(item[1]), item[1])))
    ax = axes(ax, 9, 1.2 + 0.32 * max(len(values), 1))
    log_axis(ax, "x", [1, *values.values()])
    low, high = ax.get_xlim()
    ax.set_xlim(low, high * (high / low) ** 0.2)  # room for the label of the largest
    ax.axvline(1, color=INK, linewidth=1, linestyle="--")
    ax.annotate(
        "1 keeps a linear signal", (1, 1), xycoords=("data", "axes fraction"), ha="center", va="bottom", color=INK
    )
    for row, (label, value) in enumerate(values.items()):
        _labelled_marker(ax, row, len(values), label, value)
    if not values:
        nothing_drawn(ax)
    ax.set(yticks=[], ylim=(len(values) - 0.3, -0.7))
    finish(ax, xlabel=r"fan_in $\cdot$ Var(W), log scale", ylabel="", grid="x")
    ax.spines["left"].set_visible(False)
    listed = ", ".join(f"{label} {edge_name(value) or short(value)}" for label, value in values.items())
    return describe(ax, f"Number line on a log scale of fan_in times Var(W), smallest first: {listed or 'no values'}.")


def _labelled_marker(ax: Axes, row: int, rows: int, label: str, value: float) -> None:
    x = edge_position(ax, value)
    ax.plot([x, x], [row, rows], color="0.8", linewidth=1, zorder=1)
    ax.plot(x, row, marker="o", color=PALETTE[0], markersize=8)
    behind = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    text = f"{label}:  {edge_name(value) or short(value)}"
    ax.annotate(text, (x, row), xytext=(9, 0), textcoords="offset points", va="center", bbox=behind)


def weight_histogram(
    kernel: np.ndarray, *, expected_std: float | None = None, title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the distribution of one kernel's weights with its mean, its measured std and the expected std.

    `kernel` has any shape, usually `(fan_in, fan_out)`; `expected_std` is what the formula says.
    """
    weights = finite(kernel)
    ax = axes(ax, 6, 4)
    if weights.size:
        ax.hist(
            weights,
            bins=bin_edges(weights, 50).tolist(),
            density=True,
            color=PALETTE[9],
            edgecolor="white",
            linewidth=0.3,
        )
        _std_lines(ax, float(weights.mean()), float(weights.std()), expected_std)
        ax.set_ylim(0, 1.6 * ax.get_ylim()[1])  # room for the legend above the bars
        ax.legend(loc="upper center", frameon=False, fontsize=10)
    else:
        nothing_drawn(ax, "no finite weights")
    finish(ax, xlabel="weight", ylabel="density", title=title, grid="y")
    return describe(ax, _histogram_text(kernel, weights, expected_std))


def _std_lines(ax: Axes, mean: float, std: float, expected: float | None) -> None:
    top = 0.62
    ax.axvline(mean, ymax=top, color="black", linewidth=1.5, linestyle="--", label=f"mean {short(mean, 2)}")
    for side, label in ((-1, None), (1, f"measured std {short(std)}")):
        ax.axvline(mean + side * std, ymax=top, color=PALETTE[0], linewidth=2.5, label=label)
    if expected is not None and np.isfinite(number(expected)):
        for side, label in ((-1, None), (1, f"expected std {short(number(expected))}")):
            ax.axvline(side * number(expected), ymax=top, color=PALETTE[1], linewidth=2.5, linestyle=":", label=label)


def _histogram_text(kernel: object, weights: np.ndarray, expected: float | None) -> str:
    shape = " by ".join(str(n) for n in np.shape(kernel)) if isinstance(kernel, np.ndarray) else str(weights.size)
    if not weights.size:
        return "Histogram without a finite weight."
    text = f"Histogram of {shape} weights: mean {short(weights.mean(), 2)}, std {short(weights.std())}"
    text += f", from {short(weights.min())} to {short(weights.max())}"
    return text + ("." if expected is None else f"; expected std {short(number(expected))}.")


def pooled_histogram(kernels: Sequence[np.ndarray], *, ax: Axes | None = None) -> Axes:
    """Draw one histogram of the weights of all layers together, stacked by layer (counts)."""
    layers = [finite(kernel) for kernel in entries(kernels)]
    ax = axes(ax, 9, 4.2)
    if any(layer.size for layer in layers):
        names = [f"layer {i}: {layer.size:,} weights" for i, layer in enumerate(layers, 1)]
        edges = bin_edges(np.concatenate(layers), 60)
        below = np.zeros(60)
        for layer, name, look in zip(layers, names, cycle(LOOKS), strict=False):
            above = below + np.histogram(layer, bins=edges)[0]
            style = {"facecolor": look.color, "hatch": look.hatch, "edgecolor": "white", "linewidth": 0}
            ax.stairs(above, edges, baseline=below, fill=True, label=name, **style)
            below = above
        legend_outside(ax, reverse=True)
    else:
        nothing_drawn(ax, "no finite weights")
    finish(ax, xlabel="weight", ylabel="number of weights", grid="y")
    listed = ", ".join(f"layer {i} {layer.size:,} weights" for i, layer in enumerate(layers, 1))
    return describe(ax, f"One stacked histogram of the weights of all layers: {listed or 'no layers'}.")
