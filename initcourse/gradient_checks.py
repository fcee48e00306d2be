"""Set-ups of the checks on gradients, scores and signals: networks, metrics and batches that a test cell asks with.

The test cells of 03_gradient_flow call these functions. What is expected stands in the cells: no gradient, score or
ratio is computed here.

The checks of every assignment that its cells use are names here, too, so that a cell imports from one place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from initcourse import data, networks
from initcourse.checks import Call, call, expect_equal, expect_that, failure, refuse
from initcourse.checks import expect_close as expect_close
from initcourse.checks import expect_unchanged as expect_unchanged
from initcourse.describe import as_text
from initcourse.hints import common
from initcourse.networks import network_from_layers as network_from_layers

from keras import Sequential, initializers  # isort: skip  # after networks: keeps TensorFlow's log lines away

OWN_STD = {"random_normal": 1.0, "random_small": 0.01}
"""Schemes that no initializer of Keras is called after, with their standard deviations."""

CHOICES = {
    "scheme": (*OWN_STD, "glorot_uniform", "glorot_normal", "he_uniform", "he_normal"),
    "activation": ("tanh", "relu", "sigmoid", "elu", "selu", "gelu", "linear"),
}
"""Names that an answer to 3.6 may choose, by key."""

RANGES = {"depth": (2, 60), "width": (1, 256)}
"""Smallest and largest whole number that an answer to 3.6 may choose, by key."""

IMAGES = 256
"""How many digits a network of 3.6 is measured on: the first ones."""


@dataclass(frozen=True)
class DigitsTrace:
    """A `model` drawn with `seed`, the digits `X` (256, 64) with labels `y` (256,) in it, and its `signals`.

    A signal is `(256, units)`; they stand in the order of the layers, from input to output.
    """

    seed: int
    model: Sequential
    X: np.ndarray
    y: np.ndarray
    signals: list[np.ndarray]


def network_of_sizes(
    kernel_sizes: Sequence[float], *, without_bias: Collection[int] = (), units: int = 4
) -> Sequential:
    """Return a network of Dense layers whose kernels are nearly `size * identity`, `units` wide, of these sizes.

    Layers are counted from 1; those in `without_bias` have none. A layer of ReLU follows the first and the third one.
    """
    rng = np.random.default_rng(32)
    layers: list[Any] = []
    for number, size in enumerate(kernel_sizes, 1):
        kernel = size * (np.eye(units) + 0.02 * rng.normal(size=(units, units)))
        layers.append((kernel, None if number in without_bias else np.full(units, 1e-3)))
        layers += ["relu"] if number in (1, 3) and number < len(kernel_sizes) else []
    return networks.network_from_layers(layers)


def two_layers(*, equal_logits: bool = False) -> Sequential:
    """Return the same network 6-5-10 with tanh every time; with `equal_logits`, its second kernel is 0."""
    first, second = (np.random.default_rng(33).normal(size=shape) / 2 for shape in [(6, 5), (5, 10)])
    return networks.network_from_kernels([first, 0 * second if equal_logits else second], "tanh")


def expect_order(result: Call, smallest_first: Sequence[int], *, source: str) -> None:
    """Fail unless the list's entries, counted from 1, have this order from the smallest to the largest."""
    entries = _norms(result)
    expect_that(
        [int(place) + 1 for place in np.argsort(entries)] == list(smallest_first),
        happened=result.gave(_short(entries)),
        expected=f"layers {', '.join(map(str, smallest_first))}, from the smallest norm to the largest",
        source=source,
        value=entries,
    )


def expect_among(result: Call, wanted: float, *, source: str) -> None:
    """Fail unless one of the list's entries is `wanted`: other tests ask how many there are, and in which order."""
    entries = _norms(result)
    expect_that(
        bool(np.isclose(entries, wanted, rtol=2e-3, atol=0).any()),
        happened=result.gave(_short(entries)),
        expected=f"{wanted:.4g} among them",
        source=source,
        value=entries,
    )


def expect_proportional(pairs: Sequence[tuple[Call, Sequence[float]]], *, source: str) -> None:
    """Fail unless the first entries of two results are as one expected first entry is to the other.

    `pairs` holds two results, each beside the list that was expected; a factor in both is the matter of another test.
    """
    found = [result.then("the first entry", lambda value: float(value[0])).value for result, _ in pairs]
    wanted = [float(norms[0]) for _, norms in pairs]
    expect_that(
        bool(np.isclose(found[0] * wanted[1], found[1] * wanted[0], rtol=1e-3)),
        happened=f"{pairs[0][0].text} returned {found[0]:.5g}, and {found[1]:.5g} for another batch",
        expected=f"two norms whose quotient is {wanted[0] / wanted[1]:.5g}",
        source=source,
        value=found,
    )


def expect_cancelled(result: Call, once: Call, *, source: str) -> None:
    """Fail unless all entries are below a thousandth of the largest of `once`, which so must hold one above 0."""
    entries, others = _norms(result), _norms(once)
    expect_that(
        max(entries, default=np.inf) < 1e-3 * max(others, default=0.0),
        happened=result.gave(_short(entries)),
        expected="almost 0 for every layer",
        source=source,
        value=entries,
    )


def expect_left_alone(result: Call, model: Sequential, *, source: str) -> None:
    """Fail if the call changed an argument, or which layers of `model` can be trained; all could before it."""
    expect_that(
        not result.changed,
        happened=f"{result.text} changed {' and '.join(result.changed)}",
        expected="arguments as they were",
        source=source,
        value=list(result.changed),
    )
    expect_that(
        all(layer.trainable for layer in model.layers),
        happened=f"{result.text} changed which layers of the model can be trained",
        expected="the same settings as before",
        source=source,
    )


def four_statistics(least: float, most: float, mean: float, std: float) -> dict[str, float]:
    """Return these numbers under the keys of `gradient_metrics`."""
    return {"min_gradient": least, "max_gradient": most, "mean_gradient": mean, "std_gradient": std}


def four_counts(vanished: int, weak: int, exploded: int, total: int) -> dict[str, int]:
    """Return these numbers of layers under the keys of `gradient_metrics`."""
    return {"vanished_layers": vanished, "weak_layers": weak, "exploded_layers": exploded, "total_layers": total}


def hopeless_metrics(**changed: float) -> dict[str, float]:
    """Return metrics that are bad in every respect but for those `changed`.

    What is changed comes first, so that messages show it.
    """
    return changed | {**four_statistics(0.0, 1e4, 3e3, 4e3), **four_counts(4, 4, 2, 8), **changed}


def healthy_metrics(**changed: float) -> dict[str, float]:
    """Return the metrics of the norms 0.1, 0.2 and 0.15 but for those `changed`, which come first."""
    return changed | {**four_statistics(0.1, 0.2, 0.15, 0.0408248), **four_counts(0, 0, 0, 3), **changed}


def expect_points(health_score: Callable, key: str, points: Mapping[float, int], **changed: float) -> None:
    """Fail unless `health_score` returns these `points` for `hopeless_metrics` that have, under `key`, these numbers.

    What else is `changed` is no win either.
    """
    for number, wanted in points.items():
        result = call(health_score, hopeless_metrics(**{key: number}, **changed))
        expect_equal(result, wanted, source=f"{key} {number:g}, no other points to win")


def expect_whole_number(result: Call, *, source: str, least: int | None = None, most: int | None = None) -> None:
    """Fail unless the value is a whole number, and one from `least` to `most` where these are given."""
    value, expected = result.value, "a whole number" if least is None else f"a whole number from {least} to {most}"
    question = f"{expected} for {result.text}"
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        is_float = isinstance(value, float | np.floating)
        shown, hint = (
            (repr(float(value)), common.NOT_WHOLE) if is_float else (as_text(value), common.of_value(value, 0))
        )
        kind = type(value).__name__
        refuse(failure(result.gave(shown), expected, source, question=question, value=kind, hint=hint))
    elif least is not None and most is not None and not least <= value <= most:
        side = "too small" if value < least else "too large"
        refuse(failure(result.gave(as_text(value)), expected, source, question=question, value=side))


def expect_between(result: Call, least: float, most: float, *, expected: str, source: str) -> None:
    """Fail unless the value is a number between `least` and `most`; `expected` says this in words."""
    number = result.then("one number", float)
    expect_that(
        least < number.value < most,
        happened=result.gave(as_text(number.value)),
        expected=expected,
        source=source,
        value=number.value,
    )


def expect_network(result: Call, again: Call, *, source: str = "docstring") -> None:
    """Fail unless the value is a dict that describes a network as 3.6 asks for, and is the same when called `again`."""
    keys = (*CHOICES, *RANGES)
    if not isinstance(result.value, Mapping) or any(key not in result.value for key in keys):
        kind = "other keys" if isinstance(result.value, Mapping) else type(result.value).__name__
        expected, hint = f"a dict with the keys {', '.join(map(repr, keys))}", common.of_value(result.value)
        happened = result.gave(as_text(result.value))
        raise failure(happened, expected, source, question=f"the keys of {result.text}", value=kind, hint=hint)
    for key, names in CHOICES.items():
        chosen = _entry(result, key)
        expected = f"one of {', '.join(names)}"
        expect_that(
            isinstance(chosen.value, str) and chosen.value in names,
            happened=chosen.gave(as_text(chosen.value)),
            expected=expected,
            source=source,
            value=_spelling(chosen.value, names),
        )
    for key, (least, most) in RANGES.items():
        expect_whole_number(_entry(result, key), source=source, least=least, most=most)
    expect_that(
        all(again.value[key] == result.value[key] for key in keys),
        happened=f"{result.text} returned {as_text(result.value)} and then {as_text(again.value)}",
        expected="the same network every time",
        source=source,
        value="another network",
    )


def network_chosen(result: Call, *, source: str = "docstring") -> tuple[str, str, int, int]:
    """Return scheme, activation, depth and width of an answer to 3.6, numbers as whole ones.

    Raises `CheckFailed` if the answer has other keys, or a value that the docstring does not allow.
    """
    described: Mapping[str, Any] = result.value if isinstance(result.value, Mapping) else {}
    try:
        scheme, activation = described["scheme"], described["activation"]
        depth, width = int(described["depth"]), int(described["width"])
    except (KeyError, TypeError, ValueError):
        raise _no_network(result, source) from None
    named = scheme in CHOICES["scheme"] and activation in CHOICES["activation"]
    sized = all(RANGES[key][0] <= size <= RANGES[key][1] for key, size in (("depth", depth), ("width", width)))
    if not (named and sized):
        raise _no_network(result, source)
    return scheme, activation, depth, width


def traces_on_digits(chosen: tuple[str, str, int, int], seeds: Sequence[int]) -> Iterator[DigitsTrace]:
    """Yield for each of the seeds one and the same network, drawn anew, and the signals of the digits in it.

    `chosen` is what `network_chosen` returns: the network is 64-width-...-width-10, of `depth` Dense layers.
    """
    scheme, activation, depth, width = chosen
    X, y = (part[:IMAGES] for part in data.digits())
    sizes = [X.shape[1], *[width] * (depth - 1), 10]
    model = networks.network_from_kernels([np.zeros(shape) for shape in pairwise(sizes)], activation)
    for seed in seeds:  # built once: a deep network takes a second
        for layer, kernel in zip(model.layers, _drawn(scheme, sizes, seed), strict=True):
            layer.kernel.assign(kernel)
        yield DigitsTrace(seed, model, X, y, [record.signals for record in networks.trace(model, X, y)])


def expect_score_and_ratio(
    score: Call, ratio: Call, *, seed: int, least: int, outside: tuple[float, float], source: str
) -> None:
    """Fail unless the score is at least `least`, and the ratio positive, finite and not between the two of `outside`.

    Which of the two fails is what tells mistakes apart.
    """
    points, size = score.then("the score", float).value, ratio.then("the ratio", float).value
    low, high = outside
    enough, extreme = points >= least, 0 < size < low or high < size < np.inf
    if not (enough and extreme):  # at once: the next seed takes a second
        shape = "extreme" if extreme else "moderate" if np.isfinite(size) else "not finite"
        expected = f"a score of {least} or more, and a ratio below {low:g} or above {high:g}"
        raise failure(
            f"With seed {seed} your functions gave score {points:g} and signal ratio {size:.2g}",
            expected,
            source,
            question=f"{expected} ({source})",
            value=f"score {'high' if enough else 'low'}, ratio {shape}",
        )


def _norms(result: Call) -> list[float]:
    return result.then("one number per kernel", lambda value: [float(entry) for entry in value]).value


def _short(entries: Sequence[float]) -> str:
    return as_text([float(f"{entry:.4g}") for entry in entries])


def _entry(result: Call, key: str) -> Call:
    return result.then(f"the entry {key!r}", lambda described: described[key])


def _spelling(chosen: Any, names: Collection[str]) -> str:
    """Return in words how a name differs from those that are allowed, or the name."""
    if "xavier" in str(chosen).lower():
        return "Xavier"
    return "other letters" if str(chosen).lower().replace(" ", "_") in names else str(chosen)


def _no_network(result: Call, source: str) -> Exception:
    happened, expected = result.gave(as_text(result.value)), "a network as the docstring describes it"
    hint = common.of_value(result.value)
    return failure(happened, expected, source, question=f"a network of {result.text}", value=result.value, hint=hint)


def _drawn(scheme: str, sizes: Sequence[int], seed: int) -> list[np.ndarray]:
    """Return a kernel for each layer, drawn from the scheme with a seed of its own that follows from `seed`."""
    rng = np.random.default_rng(seed)
    return [_initializer(scheme, int(rng.integers(2**31)))(shape).numpy() for shape in pairwise(sizes)]


def _initializer(scheme: str, seed: int) -> Any:
    if scheme in OWN_STD:
        return initializers.RandomNormal(stddev=OWN_STD[scheme], seed=seed)
    return initializers.get({"class_name": scheme, "config": {"seed": seed}})


def one_row(features: Sequence[float], *, label: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a batch of one example: its features, `(1, features)` in float32, and its label, `(1,)`."""
    return np.array([features], "float32"), np.array([label])
