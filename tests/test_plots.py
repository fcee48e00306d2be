"""The pictures: they draw what their data says, say it in words too, and survive whatever a student returns."""

from base64 import b64decode
from io import BytesIO

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from matplotlib.colors import to_hex, to_rgb
from matplotlib.image import imread
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from initcourse import plots
from initcourse.plots.display import alternative_text
from initcourse.plots.style import LOOKS, METHODS, looks

# An object that another test left to the garbage collector is not a warning of a picture.
pytestmark = pytest.mark.filterwarnings(
    "error", "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

METHOD_NAMES = ["random_normal", "random_small", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lsuv"]


class Curve:
    """What a picture of a race reads of a `networks.TrainingCurve`."""

    def __init__(self, losses, accuracy=0.5):
        self.losses, self.accuracy = np.array(losses, dtype=float), accuracy


def metrics(smallest, mean, largest, vanished=0):
    return {
        "min_gradient": smallest,
        "mean_gradient": mean,
        "max_gradient": largest,
        "std_gradient": 0.1,
        "vanished_layers": vanished,
    }


KERNELS = [np.random.default_rng(0).normal(0, 0.1, (40, 30)), np.random.default_rng(1).normal(0, 0.5, (30, 10))]
CALLS = {
    "variance_number_line": lambda data, **o: plots.variance_number_line(data, **o),
    "weight_histogram": lambda data, **o: plots.weight_histogram(data, expected_std=0.1, **o),
    "pooled_histogram": lambda data, **o: plots.pooled_histogram(data, **o),
    "layer_lines": lambda data, **o: plots.layer_lines(data, ylabel="norm", thresholds={"weak": 1e-4}, **o),
    "layer_lines, linear": lambda data, **o: plots.layer_lines(data, ylabel="share", log=False, **o),
    "method_bars": lambda data, **o: plots.method_bars(data, ylabel="score", limit=10, **o),
    "gradient_ranges": lambda data, **o: plots.gradient_ranges(data, **o),
    "propagation": lambda data, **o: plots.propagation(data, theory=[2, 1], ylabel="q", **o),
    "activation_histograms": lambda data, **o: plots.activation_histograms(data, **o),
    "lsuv_traces": lambda data, **o: plots.lsuv_traces(data, tolerance=0.05, **o),
    "statistic_grid": lambda data, **o: plots.statistic_grid(data, label="std", **o),
    "statistic_grid, log": lambda data, **o: plots.statistic_grid(data, label="std", log=True, **o),
    "race": lambda data, **o: plots.race(data, **o),
}
RATIOS = {("tanh", "he_normal"): [0.1, 0.2, 0.4], ("relu", "he_normal"): [1, 2, 3]}
GOOD = {
    "variance_number_line": {"he": 2.0, "xavier": 1.0},
    "weight_histogram": KERNELS[0],
    "pooled_histogram": KERNELS,
    "layer_lines": {"he_normal": [0.12, 0.06, 0.03]},
    "layer_lines, linear": {"he_normal": [0.12, 0.06, 0.03]},
    "method_bars": {"he_normal": 8, "lsuv": 10},
    "gradient_ranges": {"he_normal": metrics(0.01, 0.1, 1.0)},
    "propagation": [[2.0, 1.0], [2.2, 0.9]],
    "activation_histograms": KERNELS,
    "lsuv_traces": [[0.5, 1.0], [0.25, 1.0]],
    "statistic_grid": RATIOS,
    "statistic_grid, log": RATIOS,
    "race": {"he_normal": Curve([2.3, 2.0, 1.0])},
}
ODD_NUMBERS = [0.0, -1.0, np.nan, np.inf, -np.inf, 1e308, 5e-324, 10**400, None, "text", 1 + 2j]
UNTITLED = {"variance_number_line", "pooled_histogram", "gradient_ranges"}
DICTS = {"variance_number_line", "method_bars"}
DICTS_OF_LISTS = {"layer_lines", "layer_lines, linear"}


def broken(name, values):
    """Return `values` in the form of the data of the function `name`."""
    if name in DICTS:
        return {f"method {i}": value for i, value in enumerate(values)}
    if name in DICTS_OF_LISTS:
        return {"he_normal": values, "mine": values[::-1]}
    if name == "gradient_ranges":
        return {f"method {i}": metrics(value, value, value) for i, value in enumerate(values)}
    if name.startswith("statistic_grid"):
        return {("all", "he_normal"): values} | {("one", f"{i}"): [value] for i, value in enumerate(values)}
    if name == "race":
        curve = Curve([], accuracy=None)
        curve.losses = values
        return {"he_normal": curve}
    return values if name == "weight_histogram" else [values, values[::-1]]


def draw(ax):
    ax.figure.canvas.draw()
    return ax


def texts(ax):
    return [text.get_text() for text in ax.texts]


def line(ax, label):
    return next(one for one in ax.lines if one.get_label() == label)


@pytest.fixture(autouse=True)
def no_figure_is_left():
    yield
    plt.close("all")


@pytest.fixture
def notebook_shell():
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


# what all of them promise


@pytest.mark.parametrize("name", CALLS)
def test_every_function_returns_the_axes_that_it_was_given(name):
    _, ax = plt.subplots()
    assert CALLS[name](GOOD[name], ax=ax) is ax


@pytest.mark.parametrize("name", CALLS)
def test_every_function_makes_axes_that_fit_a_notebook_if_none_are_given(name):
    ax = draw(CALLS[name](GOOD[name]))
    assert 6 <= ax.figure.get_figwidth() <= 10


@pytest.mark.parametrize("name", CALLS)
def test_every_function_changes_no_global_style(name):
    before = dict(plt.rcParams)
    CALLS[name](GOOD[name])
    assert dict(plt.rcParams) == before


@pytest.mark.parametrize("name", CALLS)
def test_no_text_is_smaller_than_ten_points(name):
    ax = draw(CALLS[name](GOOD[name]))
    legend = ax.get_legend().get_texts() if ax.get_legend() else []
    shown = [*ax.texts, *legend, *ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label]
    assert min(text.get_fontsize() for text in shown) >= 10


def contrast(one, other):
    """Return the contrast of two opaque colours, from 1 to 21, as WCAG 2 defines it."""

    def luminance(color):
        channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
        return np.dot([0.2126, 0.7152, 0.0722], channels)

    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_has_it():
    assert contrast("black", "white") == pytest.approx(21)
    assert contrast("#767676", "white") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", CALLS)
def test_text_can_be_read_on_the_ground_of_its_picture(name):
    ax = draw(CALLS[name](GOOD[name]))
    legend = ax.get_legend().get_texts() if ax.get_legend() else []
    outside = [*legend, *ax.get_xticklabels(), *ax.get_yticklabels(), ax.xaxis.label, ax.yaxis.label, ax.title]
    ground = ax.figure.get_facecolor()
    assert min(contrast(text.get_color(), ground) for text in outside) >= 4.5


@pytest.mark.parametrize("name", [n for n in CALLS if n not in UNTITLED])
def test_a_title_is_drawn_in_letters_that_can_be_read(name):
    ax = CALLS[name](GOOD[name], title="30 layers")
    assert ax.get_title() == "30 layers"
    assert ax.title.get_fontsize() >= 10


@pytest.mark.slow
@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("values", [ODD_NUMBERS, [0.0, 0.0], [np.nan], [3.0, 3.0, 3.0]], ids=["odd", "0", "nan", "3"])
def test_every_function_survives_odd_numbers_without_a_warning(name, values):
    ax = draw(CALLS[name](broken(name, values)))
    assert ax.get_label()


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("nothing", [[], {}, None], ids=repr)
def test_every_function_survives_the_wrong_kind_of_data_without_a_warning(name, nothing):
    ax = draw(CALLS[name](nothing))
    assert ax.get_label()


@pytest.mark.parametrize("name", CALLS)
def test_every_function_says_that_there_is_nothing_to_draw(name):
    ax = CALLS[name](broken(name, []))
    assert any(text.startswith("no ") for text in texts(ax)) or name == "activation_histograms"


@pytest.mark.parametrize("name", [n for n in CALLS if "histogram" not in n])
def test_numbers_that_are_not_finite_are_named_in_the_picture(name):
    ax = CALLS[name](broken(name, [1.0, np.inf, np.nan]))
    assert any("not finite" in text for text in texts(ax))


@pytest.mark.parametrize(
    ("name", "values"),
    {
        "variance_number_line": ["xavier 1, he 2"],
        "weight_histogram": ["40 by 30 weights", "mean", "std", "expected std 0.1"],
        "pooled_histogram": ["layer 1 1,200 weights", "layer 2 300 weights"],
        "layer_lines": ["norm over 3 layers", "he_normal falls from 0.12 to 0.03", "weak at 0.0001"],
        "method_bars": ["score", "at most 10", "he_normal 8, lsuv 10"],
        "gradient_ranges": ["he_normal 0.01 / 0.1 / 1"],
        "propagation": ["q over 2 layers", "2 seeds", "median falls from 2.1 to 0.95", "theory falls from 2 to 1"],
        "activation_histograms": [f"layer 1 std {KERNELS[0].std():.2g}; layer 2 std {KERNELS[1].std():.2g}"],
        "lsuv_traces": ["target 1", "layer 1 rises from 0.5 to 1 in 1", "layer 2 rises from 0.25 to 1 in 1"],
        "statistic_grid": ["std", "tanh he_normal 0.2", "relu he_normal 2"],
        "race": ["he_normal falls from 2.3 to 1.8", "accuracy 0.5", "2.303"],
    }.items(),
)
def test_the_alternative_text_names_the_key_values(name, values):
    alternative = CALLS[name](GOOD[name]).get_label()
    assert [value for value in values if value not in alternative] == []


# weights


def test_the_number_line_sorts_its_schemes_and_puts_a_marker_at_every_value():
    ax = plots.variance_number_line({"large": 784.0, "he": 2.0, "small": 0.0784})
    markers = [one for one in ax.lines if one.get_marker() == "o"]
    assert [float(one.get_xdata()[0]) for one in markers] == [0.0784, 2.0, 784.0]
    assert texts(ax)[1:] == ["small:  0.0784", "he:  2", "large:  784"]
    assert ax.get_xscale() == "log"


def test_the_number_line_puts_zero_at_the_low_edge():
    ax = plots.variance_number_line({"zeros": 0.0, "he": 2.0})
    low, high = np.log10(ax.get_xlim())
    zero = next(one for one in ax.lines if one.get_marker() == "o")
    assert (np.log10(zero.get_xdata()[0]) - low) / (high - low) < 0.05
    assert "zeros:  zero" in texts(ax)


def test_the_weight_histogram_draws_mean_measured_and_expected_std():
    weights = np.array([[-1.0, 1.0], [3.0, 5.0]])
    ax = plots.weight_histogram(weights, expected_std=2.0)
    at = [float(one.get_xdata()[0]) for one in ax.lines]
    assert at == pytest.approx([2, 2 - np.sqrt(5), 2 + np.sqrt(5), -2, 2])
    area = sum(bar.get_width() * bar.get_height() for bar in ax.patches)
    assert area == pytest.approx(1)


def test_the_weight_histogram_without_an_expected_std_draws_none():
    labels = [text.get_text() for text in plots.weight_histogram(KERNELS[0]).get_legend().get_texts()]
    assert [label.split()[0] for label in labels] == ["mean", "measured"]


def test_the_pooled_histogram_stacks_the_layers():
    ax = plots.pooled_histogram(KERNELS)
    lower, upper = (patch.get_data() for patch in ax.patches)
    assert lower.values.sum() == KERNELS[0].size
    assert upper.values.sum() == KERNELS[0].size + KERNELS[1].size
    np.testing.assert_array_equal(upper.baseline, lower.values)
    assert len({patch.get_hatch() for patch in ax.patches}) == 2


# signals


def test_layer_lines_draw_the_values_over_layers_that_start_at_one():
    ax = plots.layer_lines({"he_normal": [0.1, 0.2, 0.3], "lsuv": [1, 1, 1]}, ylabel="norm")
    np.testing.assert_array_equal(line(ax, "he_normal").get_xdata(), [1, 2, 3])
    np.testing.assert_array_equal(line(ax, "he_normal").get_ydata(), [0.1, 0.2, 0.3])
    assert (ax.get_yscale(), ax.get_ylabel()) == ("log", "norm, log scale")


def test_layer_lines_leave_a_gap_where_a_log_axis_has_no_place_and_mark_the_edge():
    ax = plots.layer_lines({"he_normal": [0.0, -1.0, 0.5, np.inf, np.nan]}, ylabel="norm")
    np.testing.assert_array_equal(line(ax, "he_normal").get_ydata(), [np.nan, np.nan, 0.5, np.nan, np.nan])
    edges = [(list(one.get_xdata()), one.get_ydata()[0] < 0.5) for one in ax.lines[1:]]
    assert edges == [([1], True), ([2], True), ([4, 5], False)]
    assert texts(ax) == ["zero, negative", "not finite"]


def test_linear_layer_lines_keep_zero_where_it_is():
    ax = plots.layer_lines({"dead": [0.0, 0.5]}, ylabel="share", log=False)
    np.testing.assert_array_equal(line(ax, "dead").get_ydata(), [0, 0.5])
    assert (ax.get_yscale(), texts(ax)) == ("linear", [])


def test_thresholds_are_drawn_where_they_are_and_named():
    ax = plots.layer_lines({"he": [1, 1]}, ylabel="norm", thresholds={"vanished": 1e-6})
    assert list(ax.lines[-1].get_ydata()) == [1e-6, 1e-6]
    assert texts(ax) == [r"vanished $\mathdefault{10^{-6}}$"]
    assert ax.get_ylim()[0] < 1e-6


@pytest.mark.parametrize("exponent", [-12, -6, -4, -3, 0, 3])
def test_a_threshold_that_is_a_power_of_ten_is_written_as_its_tick_on_the_axis(exponent):
    ax = draw(plots.layer_lines({"he": [1e-15, 1e15]}, ylabel="norm", thresholds={"limit": 10.0**exponent}))
    ax.set_yticks([10.0**exponent])
    (tick,) = ax.yaxis.get_ticklabels()
    assert texts(ax) == [f"limit {tick.get_text()}"]
    assert f"10^{{{exponent}}}" in tick.get_text()


@pytest.mark.parametrize(
    ("line", "log", "height", "written"),
    [
        ([1e-9, 1], True, 3e-5, "3e-05"),
        ([0.05, 0.2], True, 0.1, "0.1"),  # an axis that writes its numbers out
        ([0.0, 1.0], False, 1.0, "1"),
    ],
)
def test_any_other_threshold_is_written_out(line, log, height, written):
    ax = plots.layer_lines({"he": line}, ylabel="norm", log=log, thresholds={"limit": height})
    assert texts(ax) == [f"limit {written}"]


def test_the_layer_axis_begins_with_one_and_ends_with_the_last_of_thirty_layers():
    ax = plots.layer_lines({"he_normal": np.ones(30)}, ylabel="norm")
    assert list(ax.get_xticks()) == [1, 5, 10, 15, 20, 25, 30]


def test_propagation_draws_the_median_the_range_and_the_theory():
    ax = plots.propagation([[1, 10], [2, 20], [6, 90]], theory=[2, 4], ylabel="q", label="he_normal")
    np.testing.assert_array_equal(line(ax, "he_normal, 3 seeds").get_ydata(), [2, 20])
    np.testing.assert_array_equal(line(ax, "theory").get_ydata(), [2, 4])
    corners = ax.collections[0].get_paths()[0].vertices
    assert {(1, 1), (1, 6), (2, 10), (2, 90)} <= {tuple(corner) for corner in corners}


def test_propagation_called_again_keeps_all_in_view_with_a_look_and_a_text_of_its_own():
    ax = plots.propagation([[1e-6, 1e-8]], ylabel="q", label="first", theory=[1, 1])
    plots.propagation([[1e6, 1e8]], ylabel="q", label="second", theory=[1, 1], ax=ax)
    low, high = ax.get_ylim()
    assert low < 1e-8 < 1e8 < high
    assert line(ax, "first").get_color() != line(ax, "second").get_color()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["first", "second", "theory"]
    assert "first: median falls" in ax.get_label()
    assert "second: median rises" in ax.get_label()


def test_a_log_axis_of_less_than_two_decades_labels_numbers_between_the_powers_of_ten():
    ax = plots.layer_lines({"he_normal": [0.1, 4.0]}, ylabel="norm")
    ax.figure.canvas.draw()
    assert {"0.1", "0.2", "0.5", "1", "2"} <= {text.get_text() for text in ax.get_yticklabels()}


def test_propagation_called_again_keeps_the_range_of_the_first_call_in_view():
    ax = plots.propagation([[1, 1], [1, 1], [1, 1e9]], ylabel="q", label="first")
    plots.propagation([[1, 1]], ylabel="q", label="second", ax=ax)
    assert ax.get_ylim()[1] > 1e9


def test_panels_that_share_an_axis_keep_each_other_in_view():
    _, (left, right) = plt.subplots(1, 2, sharey=True)
    plots.layer_lines({"he": [1e-9, 1e-8]}, ylabel="norm", ax=left)
    plots.layer_lines({"he": [1.0, 2.0]}, ylabel="norm", ax=right)
    low, high = left.get_ylim()
    assert low < 1e-9 < 2 < high


def test_propagation_takes_one_seed_as_a_plain_list():
    ax = plots.propagation([1.0, 0.5], ylabel="q")
    np.testing.assert_array_equal(line(ax, "measured").get_ydata(), [1, 0.5])


def test_activation_histograms_write_the_share_of_exact_zeros_and_leave_it_out_of_the_ridge():
    layers = [np.array([[0.0, 0.0, 0.0, 1.0]]), np.array([[1.0, 2.0, np.nan, 4.0]])]
    ax = plots.activation_histograms(layers)
    assert texts(ax) == ["std 0.43, 75 % zero", "std 1.2, 25 % not finite"]
    heights = ax.patches[0].get_data().values - ax.patches[0].get_data().baseline
    assert np.count_nonzero(heights) == 1


def test_activation_histograms_put_the_first_layer_on_top():
    ax = plots.activation_histograms(KERNELS)
    low, high = ax.get_ylim()
    assert low > high
    assert [text.get_text() for text in ax.get_yticklabels()] == ["layer 1", "layer 2"]


# methods


def test_bars_are_as_long_as_their_values_and_say_them():
    ax = plots.method_bars({"he_normal": 3, "lsuv": 2.5, "mine": -1}, ylabel="score")
    assert [bar.get_width() for bar in ax.patches] == [3, 2.5, -1]
    assert texts(ax) == ["3", "2.5", "-1"]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["he_normal", "lsuv", "mine"]
    assert ax.get_xlabel() == "score"


def test_bars_with_a_limit_say_it_and_end_their_ticks_there():
    ax = plots.method_bars({"he_normal": 8, "lsuv": np.nan}, ylabel="score", limit=10)
    assert texts(ax) == ["8 of 10", "not finite"]
    assert max(ax.get_xticks()) == 10


def test_bars_have_no_ticks_in_the_room_for_their_numbers():
    ax = plots.method_bars({"he_normal": 8.3}, ylabel="score")
    assert max(ax.get_xticks()) <= 8.3 < ax.get_xlim()[1]


def test_bars_of_layers_look_the_same_and_bars_of_methods_do_not():
    layers = plots.method_bars({"layer 1": 1, "layer 2": 1}, ylabel="rescales")
    methods = plots.method_bars({"he_normal": 1, "he_uniform": 1}, ylabel="rescales")
    assert len({(bar.get_facecolor(), bar.get_hatch()) for bar in layers.patches}) == 1
    assert len({bar.get_facecolor() for bar in methods.patches}) == 2
    assert len({bar.get_hatch() for bar in methods.patches}) == 2


def test_whole_numbers_get_whole_ticks():
    ax = plots.method_bars({"layer 1": 1, "layer 2": 0}, ylabel="rescales")
    assert list(ax.get_xticks()) == [0, 1]


def test_the_grid_colours_medians_and_writes_the_spread():
    ax = plots.statistic_grid(RATIOS, label="ratio")
    np.testing.assert_array_equal(ax.collections[0].get_array().ravel(), [0.2, 2])
    assert texts(ax) == ["0.2", "0.1 to 0.4", "2", "1 to 3"]
    assert [text.get_text() for text in ax.get_yticklabels()] == ["tanh", "relu"]
    assert [text.get_text() for text in ax.get_xticklabels()] == ["he\nnormal"]


def test_the_grid_tells_a_missing_value_from_one_that_is_not_finite():
    ax = plots.statistic_grid({("a", "x"): [1], ("b", "y"): [np.nan], ("b", "x"): [2]}, label="ratio")
    assert [text for text in texts(ax) if text] == ["1", "no value", "2", "not finite"]


def test_gradient_ranges_go_from_the_smallest_to_the_largest_with_a_marker_at_the_mean():
    ax = plots.gradient_ranges({"he_normal": metrics(0.01, 0.2, 3.0), "lsuv": metrics(1, 2, 3)})
    span, mean = ax.lines[:2]
    assert (list(span.get_xdata()), list(mean.get_xdata())) == ([0.01, 3.0], [0.2])
    assert ax.get_xscale() == "log"


def test_the_overview_shows_the_four_views_of_the_original():
    norms = {name: [0.1, 0.2] for name in METHOD_NAMES}
    table = {name: metrics(0.1, 0.15, 0.2, vanished=i) for i, name in enumerate(METHOD_NAMES)}
    figure = plots.gradient_overview(norms, table, dict.fromkeys(METHOD_NAMES, 10))
    per_layer, vanished, _, scores = figure.axes
    np.testing.assert_array_equal(line(per_layer, "lsuv").get_ydata(), [0.1, 0.2])
    assert {rf"{name} $\mathdefault{{10^{{{power}}}}}$" for name, power in [("vanished", -6), ("weak", -4)]} <= set(
        texts(per_layer)
    )
    assert [bar.get_width() for bar in vanished.patches] == list(range(7))
    assert texts(scores) == ["10 of 10"] * 7
    assert [text.get_text() for text in figure.legends[0].get_texts()] == METHOD_NAMES
    assert alternative_text(figure).count("he_normal") == 4


@pytest.mark.parametrize("data", [[{}, {}, {}], [None, None, None], [{"a": None}, {"a": None}, {"a": "x"}]])
def test_the_overview_survives_broken_data(data):
    figure = plots.gradient_overview(*data)
    figure.canvas.draw()
    assert len(figure.axes) == 4


# training


def test_lsuv_traces_start_before_the_first_rescale_and_show_target_and_tolerance():
    ax = plots.lsuv_traces([[0.5, 1.01], [0.25, 2.0, 1.0]], target=1.0, tolerance=0.05)
    np.testing.assert_array_equal(line(ax, "layer 2").get_xdata(), [0, 1, 2])
    np.testing.assert_array_equal(line(ax, "layer 2").get_ydata(), [0.25, 2, 1])
    assert list(line(ax, "target 1").get_ydata()) == [1, 1]
    band = next(patch for patch in ax.patches if patch.get_label() == "± 0.05")
    assert (band.get_y(), band.get_y() + band.get_height()) == pytest.approx((0.95, 1.05))


def test_thirty_layers_of_lsuv_get_a_short_legend():
    ax = plots.lsuv_traces([[0.5, 1.0]] * 30)
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels == ["target 1", "layer 1", *(f"layer {i}" for i in range(5, 31, 5))]


def test_the_race_draws_the_mean_of_twenty_steps_and_the_loss_of_guessing():
    ax = plots.race({"he_normal": Curve(np.arange(1.0, 26.0), accuracy=0.85)})
    drawn = line(ax, "he_normal: accuracy 0.85").get_ydata()
    assert (drawn[0], drawn[1], drawn[-1]) == pytest.approx((1, 1.5, np.mean(np.arange(6, 26))))
    assert ax.lines[0].get_ydata()[0] == pytest.approx(np.log(10))


def test_the_race_keeps_its_scale_when_one_network_explodes():
    ax = plots.race({"he_normal": Curve([2.3, 1.0]), "random_normal": Curve([1e12, np.inf])})
    assert ax.get_ylim()[1] < 30
    assert texts(ax) == ["above 30, not finite"]


def test_narrow_panels_of_a_race_name_methods_only_so_that_they_can_share_a_legend(notebook_shell):
    figure, panels = plt.subplots(1, 2, figsize=(10, 4))
    for accuracy, ax in enumerate(panels):
        plots.race({"he_normal": Curve([2.3, 1.0], accuracy)}, ax=ax)
    with capture_output():
        plots.show(figure)
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()][1:] == ["he_normal"]
    assert all(ax.get_legend() is None for ax in panels)


# looks


def test_every_method_of_the_course_has_a_look_of_its_own_in_colour_marker_and_hatch():
    chosen = [looks([name])[name] for name in METHOD_NAMES]
    for trait in ("color", "marker", "hatch"):
        assert len({str(getattr(look, trait)) for look in chosen}) == 7
    assert len({(str(look.linestyle), look.linewidth) for look in chosen}) >= 5


def test_a_method_looks_the_same_whoever_else_is_in_the_picture():
    assert looks(["mine", "He normal", "lsuv"])["He normal"] == looks(["he_normal"])["he_normal"]
    assert set(METHODS.values()) == set(range(7))


def test_other_names_get_looks_that_no_method_in_the_picture_has():
    chosen = looks(["one", "glorot_normal", "two"])
    assert len({to_hex(look.color) for look in chosen.values()}) == 3


def test_more_names_than_looks_still_get_one_each():
    assert len(looks([f"name {i}" for i in range(2 * len(LOOKS))])) == 2 * len(LOOKS)


# show


def test_show_displays_once_with_alternative_text_and_closes_the_figure(notebook_shell):
    figure, panels = plt.subplots(1, 2)
    plots.method_bars({"he_normal": 8}, ylabel="score", title="Health", ax=panels[0])
    plots.layer_lines({"he_normal": [1, 2]}, ylabel="norm", ax=panels[1])
    figure.suptitle("ReLU")
    with capture_output() as captured:
        plots.show(figure)
    (output,) = captured.outputs
    text = "ReLU. Health. Bars of score: he_normal 8. Lines of norm over 2 layers: he_normal rises from 1 to 2."
    assert output.metadata["image/png"]["alt"] == output.data["text/plain"] == text
    assert output.data["text/html"].startswith(
        f'<img alt="{text}" src="data:image/png;base64,{output.data["image/png"]}"'
    )
    assert plt.get_fignums() == []
    assert captured.stderr == ""


def test_a_picture_is_opaque_and_has_a_rim_of_its_own_ground_for_dark_themes(notebook_shell):
    with capture_output() as captured:
        plots.show(plots.method_bars({"he_normal": 8}, ylabel="score"))
    (output,) = captured.outputs
    pixels = imread(BytesIO(b64decode(output.data["image/png"])))
    assert (pixels[..., 3] == 1).all()
    assert f"background: {to_hex(pixels[0, 0])}" in output.data["text/html"]


def test_show_takes_axes_too_and_does_no_harm_outside_a_notebook(capsys):
    plots.show(plots.method_bars({"he_normal": 8}, ylabel="score"))
    assert plt.get_fignums() == []
    assert capsys.readouterr() == ("", "")


def test_alternative_text_may_hold_quotes_and_angles(notebook_shell):
    with capture_output() as captured:
        plots.show(plots.method_bars({'the "best" <b>': 8}, ylabel="score"))
    assert 'alt="Bars of score: the &quot;best&quot; &lt;b&gt; 8."' in captured.outputs[0].data["text/html"]


def test_grids_below_each_other_can_be_shown(notebook_shell):
    figure, panels = plt.subplots(2, 1)
    for ax in panels:
        plots.statistic_grid(RATIOS, label="ratio", ax=ax)
    with capture_output() as captured:
        plots.show(figure)
    assert (len(captured.outputs), captured.stderr) == (1, "")


def test_panels_do_not_overlap_when_shown(notebook_shell):
    figure, (left, right) = plt.subplots(1, 2)
    plots.method_bars({"short": 1}, ylabel="score", ax=left)
    plots.method_bars({"a rather long name": 1}, ylabel="score", ax=right)
    with capture_output():
        plots.show(figure)
    assert left.get_tightbbox().x1 <= right.get_tightbbox().x0


def test_show_is_silent_when_there_is_no_room_or_no_glyph(notebook_shell):
    figure, panels = plt.subplots(1, 9, figsize=(3, 1))
    for ax in panels:
        plots.method_bars({"a very long name \U0001f3bc" * 5: 1}, ylabel="score", ax=ax)
    with capture_output() as captured:
        plots.show(figure)
    assert (len(captured.outputs), captured.stderr) == (1, "")


def test_legends_that_differ_stay_with_their_panels(notebook_shell):
    figure, (left, right) = plt.subplots(1, 2)
    plots.layer_lines({"he_normal": [1, 2]}, ylabel="norm", ax=left)
    plots.layer_lines({"lsuv": [1, 2]}, ylabel="norm", ax=right)
    with capture_output():
        plots.show(figure)
    assert figure.legends == []
    assert left.get_legend() is not right.get_legend() is not None


@pytest.mark.slow
def test_an_exported_notebook_holds_one_picture_with_its_alternative_text():
    code = "from initcourse import plots\nplots.show(plots.method_bars({'he_normal': 8}, ylabel='score'))"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(notebook, kernel_name="python3").execute()
    assert [output.output_type for output in notebook.cells[0].outputs] == ["display_data"]
    for template in ("lab", "classic"):  # nbgrader's feedback extends the classic one
        page, _ = HTMLExporter(template_name=template).from_notebook_node(notebook)
        assert page.count("<img") == page.count('<img alt="Bars of score: he_normal 8."') == 1
