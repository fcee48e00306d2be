"""The pictures of the course, one function each. Notebooks call them; nothing else does.

A function takes what a student's function returned, draws it on `ax` (or on new axes) and returns the axes, with
their alternative text as the axes' label; `show` displays a figure together with that text. Broken data is drawn as
what it is: zero, negative, not finite or nothing, never as a warning. This package draws; it computes no course
answer, imports no TensorFlow and changes no global style.
"""

from initcourse.plots.display import show
from initcourse.plots.gradients import gradient_overview, gradient_ranges
from initcourse.plots.layer_plots import activation_histograms, layer_lines, propagation
from initcourse.plots.method_plots import method_bars, statistic_grid
from initcourse.plots.training import lsuv_traces, race
from initcourse.plots.weights import pooled_histogram, variance_number_line, weight_histogram

__all__ = [
    "activation_histograms",
    "gradient_overview",
    "gradient_ranges",
    "layer_lines",
    "lsuv_traces",
    "method_bars",
    "pooled_histogram",
    "propagation",
    "race",
    "show",
    "statistic_grid",
    "variance_number_line",
    "weight_histogram",
]
