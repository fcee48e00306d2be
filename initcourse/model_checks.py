"""Ask a drawn kernel, a built model and rows of statistics for what an exercise says of them.

The test cells of `02_comparison` call these functions. They know how to ask: draw again from a generator in the same
state, multiply a batch by the kernels, compare two layers. Which variance a scheme has, and what else is right, the
test cell says.

The checks of every assignment that its cells use are names here, too, so that a cell imports from one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import numpy as np

from initcourse.checks import Call, call, expect_close, expect_equal, expect_that, expect_varied, failure, refuse
from initcourse.checks import expect_error as expect_error
from initcourse.describe import difference
from initcourse.networks import network_from_layers as network_from_layers
from initcourse.statistical_checks import expect_family, expect_variance

SCHEMES = ("random_normal", "random_small", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal")
"""The names of the schemes, in the order of the lesson's table."""

TABLE = "the table of schemes"

MOST_OF_ONE_SIZE = 10
"""Weights that may share the largest size. 12,000 honest draws, in float32, too, do so with a probability below 1e-20;
clipping at two standard deviations makes hundreds."""

CORRELATION = 0.1
"""Correlation of two kernels from which they are related: 3,600 independent weights reach it with p < 1e-8."""

SHARED = 100
"""Sizes of weights in common from which two kernels are related: of 3,600 in float32 a dozen are equal by chance."""

FUNCTIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {
    "linear": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
}
"""Activation functions in NumPy, which starts faster than Keras, by their names there; Keras knows the others."""


def drawn(draw: Callable, scheme: str, shape: tuple[int, int], *, seed: int) -> Call:
    """Call `draw(scheme, shape, rng)` with a fresh generator of this seed."""
    return call(draw, scheme, shape, np.random.default_rng(seed))


def family_of(scheme: str) -> str:
    """Return the family that the scheme's name says: "uniform" or "normal"."""
    return "uniform" if scheme.endswith("uniform") else "normal"


def expect_drawn(draw: Callable, scheme: str, shape: tuple[int, int], *, seed: int, variance: float) -> None:
    """Fail unless the kernel that is drawn has this variance within what chance allows."""
    expect_variance(drawn(draw, scheme, shape, seed=seed), variance, family=family_of(scheme), source=TABLE)


def expect_independent(sample: Call) -> None:
    """Fail if weights are repeated, mirrored or piled up at a border; a sample that is all one number passes.

    Five in six of the sizes must be different, and in half precision, which has few numbers, one in six.
    """
    size = sample.then(
        "the sizes of the weights", lambda weights: np.abs(np.asarray(weights, dtype=float)).ravel()
    ).value
    different = len(np.unique(size))
    if different < 2:
        return
    coarse = np.asarray(sample.value).itemsize <= 2
    if different < size.size * (1 if coarse else 5) / 6:
        return expect_that(
            False,
            happened=f"{sample.text} returned weights of {different:,} different sizes",
            expected=f"nearly {size.size:,}",
            source="the weights are drawn independently",
            value="repeated",
        )
    largest = int(np.sum(size == size.max()))
    expect_that(
        largest <= MOST_OF_ONE_SIZE,
        happened=f"{sample.text} returned {largest:,} weights of exactly {size.max():.4g} in size",
        expected="hardly two draws of the same size",
        source="the weights are drawn independently",
        value="piled up",
    )


def expect_drawn_from_rng(draw: Callable, scheme: str, shape: tuple[int, int], *, seed: int) -> None:
    """Fail unless the kernel has this shape and all its randomness is the generator's.

    The same state gives the same weights again; a second call, and another seed, give others.
    """
    rng = np.random.default_rng(seed)
    first = call(draw, scheme, shape, rng)
    found = first.then("the shape", np.shape)
    if found.value == ():
        return expect_close(first, np.zeros(shape), source="docstring")
    expect_equal(found, shape, source="docstring")
    source = "`rng` is the only source of randomness"
    expect_that(
        not _mostly_equal(first, call(draw, scheme, shape, rng)),
        happened=f"{first.text} returned the same weights twice in a row for one generator",
        expected="new weights in every call",
        source=source,
        value="the same",
    )
    expect_that(
        not _mostly_equal(first, drawn(draw, scheme, shape, seed=seed + 100)),
        happened=f"{first.text} returned the same weights for two generators with different seeds",
        expected="different weights",
        source=source,
        value="the same",
    )
    expect_that(
        np.array_equal(first.value, drawn(draw, scheme, shape, seed=seed).value),
        happened=f"{first.text} returned different weights for two generators in the same state",
        expected="the same weights",
        source=source,
        value="different",
    )


def expect_kernels(
    build: Callable, scheme: str, activation: str, layer_sizes: Sequence[int], *, seed: int, variances: Sequence[float]
) -> None:
    """Fail unless each kernel of the model has its variance, from the input to the output, and the scheme's family.

    The kernels have 10,000 weights or more.
    """
    model = call(build, scheme, activation, layer_sizes, seed)
    kernels = expect_varied(_kernels(model), count=len(variances), source="a kernel per layer")
    for number, (kernel, variance) in enumerate(zip(kernels, variances, strict=False), 1):
        sample = Call(f"kernel {number} of {model.text}", kernel, verb="came out as")
        source = f"{TABLE}; do the checks of 2.1 pass?"
        expect_variance(sample, variance, family=family_of(scheme), source=source)
        expect_family(sample, family_of(scheme), source=source)


def expect_structure(build: Callable, scheme: str, activation: str, layer_sizes: Sequence[int], *, seed: int) -> None:
    """Fail unless the model is of Dense layers of these sizes with zero biases, `activation` after all but the last.

    The model's output for a batch is compared with its own kernels multiplied; how its layers are called, and whether
    an activation is a layer of its own, is not looked at. `activation` is a name that Keras knows.
    """
    model = call(build, scheme, activation, layer_sizes, seed)
    weights = model.then("the weights", lambda model: model.get_weights())
    shapes = weights.then("the shapes", lambda weights: [one.shape for one in weights])
    expected = [shape for fans in pairwise(layer_sizes) for shape in (fans, fans[1:])]
    if shapes.value != expected:
        return expect_equal(shapes, expected, source="a kernel and a bias per layer, input to output")
    largest = weights.then("the largest bias", lambda weights: max(float(np.abs(b).max()) for b in weights[1::2]))
    expect_equal(largest, 0.0, source="docstring: biases zero")
    expect_varied(_kernels(model), count=len(layer_sizes) - 1, source="docstring")
    frozen = [number for number, layer in enumerate(model.value.layers, 1) if not layer.trainable]
    expect_equal(Call(f"the list of frozen layers of {model.text}", frozen, verb="is"), [], source="docstring")
    _expect_activations(model, [activation] * (len(layer_sizes) - 2) + ["linear"])


def expect_unrelated(build: Callable, scheme: str, activation: str, layer_sizes: Sequence[int], *, seed: int) -> None:
    """Fail if two kernels of the model are correlated, entry by entry, or hold the same sizes of weights.

    The kernels have 3,600 weights or more. That of the output layer may be missing: another check asks for it.
    """
    model = call(build, scheme, activation, layer_sizes, seed)
    kernels = expect_varied(_kernels(model), count=len(layer_sizes) - 2, source="a kernel per layer")
    shapes = _kernels(model).then("the shapes", lambda kernels: [kernel.shape for kernel in kernels])
    expected = list(pairwise(layer_sizes))[: len(kernels)]
    if shapes.value != expected:
        return expect_equal(shapes, expected, source="a kernel per layer")
    for (i, one), (j, other) in combinations(enumerate(map(np.ravel, kernels), 1), 2):
        correlation, shared = relation(one, other)
        expect_that(
            abs(correlation) < CORRELATION and shared < SHARED,
            happened=f"In {model.text}, kernels {i} and {j} have correlation {correlation:.2f} "
            f"and {shared:,} sizes of weights in common",
            expected="a correlation near 0 and other numbers",
            source="no two layers share random numbers",
            value="related",
        )


def relation(one: np.ndarray, other: np.ndarray) -> tuple[float, int]:
    """Return the correlation of two flat kernels as far as both go, and how many sizes of weights they share.

    Numbers of half precision, which are few, share none.
    """
    length = min(one.size, other.size)
    a, b = (kernel[:length] - np.mean(kernel[:length]) for kernel in (one, other))
    correlation = float(np.sum(a * b) / max(np.sqrt(np.sum(a * a) * np.sum(b * b)), 1e-30))
    coarse = np.array_equal(other, other.astype("float16"))
    return correlation, 0 if coarse else np.intersect1d(np.abs(one), np.abs(other)).size


def expect_seeded(
    build: Callable, scheme: str, activation: str, layer_sizes: Sequence[int], *, seeds: tuple[int, int]
) -> None:
    """Fail unless the first of two `seeds` gives its weights again, and the second others to every kernel.

    The output layer's kernel may be missing: another check asks for it.
    """
    models = [call(build, scheme, activation, layer_sizes, seed) for seed in (seeds[0], *seeds)]
    least = len(layer_sizes) - 2
    again, first, other = (expect_varied(_kernels(m), count=least, source="a kernel per layer") for m in models)
    expect_that(
        all(map(np.array_equal, first, again)),
        happened=f"{models[0].text}, called twice, returned different weights",
        expected="the same weights for the same seed",
        source="docstring",
        value="different",
    )
    same = [str(number) for number, pair in enumerate(zip(first, other, strict=False), 1) if np.array_equal(*pair)]
    kernels = f"kernel{'s' * (len(same) > 1)} {', '.join(same)}"
    expect_that(
        not same,
        happened=f"{models[0].text} has {kernels} in common with seed {seeds[1]}",
        expected="other weights for another seed, in every layer",
        source="docstring",
        value="the same",
    )


def expect_column(rows: Call, key: str, values: Sequence[Any], *, source: str, first: int | None = None) -> None:
    """Fail unless the rows, a list of dicts, hold these `values` under `key`; of more rows only the `first` count."""
    if isinstance(rows.value, list | tuple):
        rows = replace(rows, value=rows.value[:first])
    if not isinstance(rows.value, list | tuple) or not all(isinstance(r, Mapping) and key in r for r in rows.value):
        return expect_close(rows, [{key: value} for value in values], source=source)
    column = Call(f"the column {key!r} of {rows.text}", [row[key] for row in rows.value], verb="came out as")
    expect_close(column, list(values), source=source)


def _mostly_equal(one: Call, other: Call) -> bool:
    a, b = np.asarray(one.value), np.asarray(other.value)
    return a.shape == b.shape and bool(np.mean(a == b) >= 0.5)


def _kernels(model: Call) -> Call:
    return model.then("the kernels", lambda model: [w for w in model.get_weights() if w.ndim == 2])


def _expect_activations(model: Call, names: list[str]) -> None:
    """Fail unless the model computes its kernels multiplied, with these functions after the layers."""
    X = np.random.default_rng(8).standard_normal((16, model.value.get_weights()[0].shape[0]))
    h = X
    for kernel, name in zip(model.value.get_weights()[::2], names, strict=True):
        h = np.asarray(_function(name)(h @ kernel))
    output = model.then("the output for a batch", lambda model: _output(model, X))
    found, tolerance = list(_activation_names(model.value)), 1e-3
    if found == names or difference(output.value, h, tolerance, tolerance) is None:
        return expect_close(output, h, rtol=tolerance, atol=tolerance, source="kernels and activations, in turn")
    question = f"the functions after the layers of {model.text}"
    refuse(
        failure(
            Call(question, None, verb="are").gave(", ".join(found)),
            ", ".join(names),
            f"{names[0]} after every layer but the last",
            question=question,
            value=found,
        )
    )


def _activation_names(model: Any) -> Iterator[str]:
    """Yield for each Dense layer what follows it, in words: its own activation and the layers behind it."""
    follows: list[list[str]] = []
    for layer in model.layers:
        if len(layer.get_weights()) > 0:
            follows.append([])
        function = getattr(layer, "activation", None)
        name = getattr(function, "__name__", layer.__class__.__name__).lower()
        if follows and name != "linear":
            follows[-1].append(name)
    return (" and ".join(names) or "linear" for names in follows)


def _output(model: Any, X: np.ndarray) -> np.ndarray:
    """Return the model's output for `X` (batch, features); layers other than Dense are called, as in training."""
    from keras.layers import Dense

    h = X
    for layer in model.layers:
        if layer.__class__ is Dense:  # in the judge, a layer only passes for one
            kernel, bias = layer.get_weights()
            h = np.asarray(FUNCTIONS.get(layer.activation.__name__, layer.activation)(h @ kernel + bias))
        else:
            h = np.asarray(layer(h, training=True))  # a Dropout layer shows
    return h


def _function(name: str) -> Callable[[np.ndarray], Any]:
    """Return the activation function of this name; Keras is imported for one that is rare."""
    if name in FUNCTIONS:
        return FUNCTIONS[name]
    from keras import activations

    return activations.get(name)


def blocks(*rows: Sequence[Sequence[float]]) -> list[np.ndarray]:
    """Return what layers give for a batch, an array `(batch, units)` each, from their rows."""
    return [np.array(block, dtype=float) for block in rows]
