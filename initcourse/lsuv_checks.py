"""What the checks of assignment 04 ask with: small networks and batches, runs of LSUV on them, and tables of methods.

Test cells call it, so that they stay short. It knows how to ask and how to put the flaw of an answer in words; what is
right stands in the cell that asks. No formula of the assignment is here.

    >>> run = lsuv_run(lsuv_init, small_net((4, 8, 3), "tanh"), signed_units(4))
    >>> expect_close(run.trace(1), [0.125, 1.0], rtol=0.02, source="docstring")

The checks of every assignment that its cells use are names here, too, so that a cell imports from one place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from initcourse import networks
from initcourse.checks import Call, call, expect_equal, expect_unchanged, expect_varied, failure, refuse
from initcourse.checks import expect_close as expect_close
from initcourse.describe import difference
from initcourse.hints import common

ENTRIES = 1e-3
"""How far entries of float32 kernels may be apart that count as the same kernel."""

KEPT_NORM = (1e-3, 100.0)
"""The norm of a small orthonormal kernel is between these; after a rescale by a variance of 0, NaN or infinity not."""


def signed_units(count: int, size: float = 1.0, *, times: int = 1) -> np.ndarray:
    """Return the batch of the rows `size * e_i` and `-size * e_i`, `(2 * count * times, count)` in float32.

    Its features have mean zero and no correlation, so that much of what a layer makes of it can be worked out by hand.
    """
    return np.vstack([size * np.eye(count), -size * np.eye(count)] * times).astype("float32")


def gaussian(rows: int, features: int, *, seed: int = 0, mean: float = 0.0) -> np.ndarray:
    """Return a batch of normal numbers with variance 1, `(rows, features)` in float32."""
    return (mean + np.random.default_rng(seed).standard_normal((rows, features))).astype("float32")


def small_net(
    sizes: Sequence[int],
    activation: str = "linear",
    *,
    biases: Mapping[int, Sequence[float]] | None = None,
    fill: float | None = None,
) -> Any:
    """Return a network of these units, from the input to the logits, whose kernels are identities or full of `fill`.

    `biases` are those of some layers, counted from 1; the others are zero.
    """
    shapes = list(pairwise(sizes))
    kernels = [np.eye(*shape) if fill is None else np.full(shape, fill) for shape in shapes]
    network = networks.network_from_kernels(kernels, activation)
    for number, bias in (biases or {}).items():
        network.layers[number - 1].set_weights([kernels[number - 1], np.asarray(bias)])
    return network


def tanh_net() -> Any:
    """Return a network 8-16-256-256: a layer with biases of 1.5, an Activation layer tanh, a tanh layer, and logits."""
    first, second, last = (
        (np.eye(8, 16), np.full(16, 1.5)),
        (np.eye(16, 256), np.zeros(256)),
        (np.eye(256), np.zeros(256)),
    )
    return networks.network_from_layers([first, "tanh", (*second, "tanh"), last])


@dataclass(frozen=True)
class LsuvRun:
    """A call of `lsuv_init`: its `result`, and the weights of its `network` `before` and `after` it, biases included.

    Layers are Dense layers, counted from 1. `batch` is what went in.
    """

    result: Call
    network: Any
    batch: np.ndarray
    before: list[np.ndarray]
    after: list[np.ndarray]

    @property
    def kernels(self) -> Call:
        """The kernels after the call."""
        return Call(f"the kernels after {self.result.text}", self.after[::2], verb="are")

    @property
    def norms(self) -> Call:
        """The Frobenius norms of the kernels after the call."""
        norms = [float(np.linalg.norm(kernel)) for kernel in self.after[::2]]
        return Call(f"the Frobenius norms of the kernels after {self.result.text}", norms, verb="are")

    @property
    def traces(self) -> Call:
        """What was returned, as a list of lists of floats."""
        return self.result.then("a trace per layer", lambda traces: [list(map(float, trace)) for trace in traces])

    def kernel(self, layer: int) -> Call:
        """Return the kernel of a layer after the call."""
        text = f"the kernel of layer {layer} after {self.result.text}"
        return Call(text, self.after[2 * layer - 2], verb="is")

    def norm(self, layer: int) -> Call:
        """Return the Frobenius norm of a layer's kernel after the call."""
        text = f"the Frobenius norm of layer {layer}'s kernel after {self.result.text}"
        return Call(text, self.norms.value[layer - 1], verb="is")

    def trace(self, layer: int) -> Call:
        """Return the trace of a layer; fail if what came back holds none."""
        return self.result.then(f"the trace of layer {layer}", lambda traces: list(map(float, traces[layer - 1])))

    def variance(self, layer: int, rescales: int = 0) -> Call:
        """Return the variance in a layer's trace after so many rescales; fail if there is none."""
        label = f"the variance of layer {layer} after {rescales} rescales"
        return self.result.then(label, lambda traces: float(np.ravel(traces[layer - 1])[rescales]))

    def reached(self, layer: int) -> Call:
        """Return the variance of a layer's pre-activations, measured in the network as it is now."""
        labels = np.zeros(len(self.batch), int)
        z = networks.trace(self.network, self.batch, labels)[layer - 1].pre_activations
        text = f"the variance of layer {layer}'s pre-activations after {self.result.text}"
        return Call(text, float(np.var(z.astype(float))), verb="is")


def lsuv_run(lsuv_init: Callable, network: Any, batch: np.ndarray, *, seed: int | None = 0, **settings: Any) -> LsuvRun:
    """Call `lsuv_init` on `network`, which it is there to change, and return what became of it.

    `rng` is a generator with this `seed`, unless the `settings` hold one; no `rng` is passed if `seed` is None.
    """
    if seed is not None:
        settings = {"rng": np.random.default_rng(seed)} | settings
    before = network.get_weights()
    with np.errstate(all="ignore"):
        result = call(lsuv_init, network, batch, changes=network, **settings)
    return LsuvRun(result, network, batch, before, network.get_weights())


def expect_orthonormal(orthonormal: Callable, sizes: tuple[int, int], *, seed: int, source: str) -> None:
    """Fail unless the kernel has this shape and its columns, or its rows if it has more columns, are orthonormal."""
    kernel = call(orthonormal, sizes, np.random.default_rng(seed))
    found = kernel.then("the shape", lambda W: (len(np.asarray(W)), len(np.asarray(W)[0])))
    expect_equal(found, sizes, source="docstring")
    if found.value == sizes:
        _expect_identity(*_products(kernel), tolerance=1e-4, source=source)


def expect_rotation(kernel: Call, *, source: str) -> None:
    """Fail unless the kernel is an orthonormal one times one number."""
    products, across = _products(kernel)
    text = f"{products.text}, divided by the mean of its diagonal,"
    with np.errstate(all="ignore"):
        scaled = Call(text, products.value / np.mean(np.diag(products.value)), verb="is")
    _expect_identity(scaled, across, tolerance=ENTRIES, source=source)


def expect_from_rng(draw: Callable[[np.random.Generator], Call], *, source: str) -> None:
    """Fail unless `draw(rng)`, an array, is decided by the `rng` alone and is another one at each call.

    Arrays that differ by a factor and by signs count as the same where others are asked for.
    """
    rng = np.random.default_rng(7)
    generators = (rng, rng, np.random.default_rng(7), np.random.default_rng(8))
    first, second, again, other = (draw(g).then("the numbers", lambda W: 1.0 * np.ravel(W)) for g in generators)
    question = f"the draws of {first.text}"
    for flaw, wrong, expected in (
        ("numbers that are not finite", not np.isfinite(first.value).all(), "finite numbers"),
        ("one number alone", np.ptp(first.value) == 0, "numbers that differ"),
        ("the same numbers twice, but for signs, with one rng", _same(first, second), "other numbers at every call"),
        (
            "other numbers when an rng of the same seed came in",
            not _same(first, again, signs=True),
            "the same numbers for the same state of rng",
        ),
        ("the same numbers, but for signs, for two seeds", _same(first, other), "other numbers for another seed"),
    ):
        if wrong:
            return refuse(failure(f"{first.text} gave {flaw}", expected, source, question=question, value=flaw))


def expect_rest_kept(run: LsuvRun, *, source: str) -> None:
    """Fail unless the batch and every bias are what they were before the call."""
    expect_unchanged(run.result, source=source)
    for layer, (given, found) in enumerate(zip(run.before[1::2], run.after[1::2], strict=True), 1):
        bias = Call(f"the bias of layer {layer} after {run.result.text}", found, verb="is")
        if unequal := difference(found, given, 0.0, 0.0):
            flaw = _bias_flaw(found, given)
            refuse(failure(bias.gave(unequal.got), unequal.expected, source, question=bias.text, value=flaw))


def expect_in_place(run: LsuvRun, *, source: str) -> None:
    """Fail if the call left all kernels of the network as they were, or some without finite and different numbers."""
    expect_varied(run.kernels, source=source)
    kept = (np.allclose(old, new, atol=1e-4) for old, new in zip(run.before[::2], run.after[::2], strict=True))
    if all(kept):
        happened = f"{run.result.text} left the kernels of the model as they were"
        expected = "new kernels in this very model"
        refuse(failure(happened, expected, source, question=run.kernels.text, value="as they were"))


def expect_not_rescaled(run: LsuvRun, layers: Sequence[int], *, source: str) -> None:
    """Fail if the kernels of these layers have a norm that no orthonormal kernel of their size has."""
    for layer in layers:
        norm = run.norm(layer)
        if not KEPT_NORM[0] < norm.value < KEPT_NORM[1]:
            happened, question = norm.gave(f"{norm.value:g}"), f"{norm.text} ({source})"
            expected = "an orthonormal kernel that was not rescaled"
            refuse(failure(happened, expected, source, question=question, value=_norm_flaw(norm.value)))


def expect_rows(
    final_table: Callable, results: Mapping[str, Mapping[str, Any]], columns: set[str], *, source: str
) -> None:
    """Fail unless the table has a row for each method of `results`, a dict with these columns and the method's numbers.

    The column "method" holds the method's name. The order of the rows is not looked at, and `results` is not changed.
    """
    result = call(final_table, results)
    table = Call("final_table(results)", result.value)
    expect_equal(table.then("the number of rows", len), len(results), source="a row for each method in results")
    kinds = sorted({type(row).__name__ for row in table.value})
    if not isinstance(table.value, list | tuple) or not all(isinstance(row, dict) for row in table.value):
        happened = table.gave(f"a {type(table.value).__name__} whose entries are of type {', '.join(kinds)}")
        hint = common.of_value(table.value) or common.NO_ROWS
        raise failure(
            happened, "a list of dicts", source, question=f"rows of {table.text}", value=table.value, hint=hint
        )
    for number, row in enumerate(table.value, 1):
        if set(row) != columns:
            _refuse_columns(f"row {number} of {table.text}", row, columns, source)
    expect_unchanged(result, source=source)
    for method, numbers in results.items():
        row = table.then(f"the row of {method!r}", partial(_row_of, method=method))
        expect_equal(row, {key: numbers.get(key) for key in row.value}, source="the numbers that came in")


def methods_in_order(final_table: Callable, scores: Mapping[str, int]) -> Call:
    """Return the names in the rows of the table for methods with these health scores, joined by commas.

    All other numbers grow from method to method.
    """
    results = {
        method: {"score": score, "vanished_layers": number}
        | {f"{size}_gradient": number + part for size, part in (("min", 0.1), ("max", 1.0), ("mean", 0.5))}
        for number, (method, score) in enumerate(scores.items())
    }
    table = Call(f"final_table(results) with the scores {dict(scores)}", call(final_table, results).value)
    names = table.then("a 'method' in every row", lambda rows: ", ".join(row["method"] for row in rows))
    return Call(f"{table.text}, read from top to bottom,", names.value)


def _products(kernel: Call) -> tuple[Call, np.ndarray]:
    """Return W.T @ W, or W @ W.T if W has more columns than rows, and the squared lengths on its other side."""
    W = np.asarray(kernel.value, float)
    tall = W.shape[0] >= W.shape[1]
    text = f"{'W.T @ W' if tall else 'W @ W.T'} of {kernel.text}"
    return Call(text, W.T @ W if tall else W @ W.T, verb="is"), np.sum(W**2, axis=int(tall))


def _expect_identity(products: Call, across: np.ndarray, *, tolerance: float, source: str) -> None:
    rounded = np.round(products.value, 6) + 0.0  # no -0 in a message
    if unequal := difference(rounded, np.eye(len(rounded)), 0.0, tolerance):
        value = _angle_flaw(products.value, across, tolerance)
        happened = products.gave(unequal.got)
        refuse(failure(happened, unequal.expected, source, question=products.text, value=value))


def _angle_flaw(products: np.ndarray, across: np.ndarray, tolerance: float) -> str:
    """Return in words what is wrong with vectors that have these products; `across` are lengths of the other side."""
    if not np.isfinite(products).all():
        return "not finite"
    squares = np.diag(products)
    if np.allclose(products, np.diag(squares), atol=tolerance):
        return (
            "at right angles, of one wrong length"
            if np.ptp(squares) < tolerance
            else "at right angles, of other lengths"
        )
    if np.allclose(products, 1, atol=tolerance):
        return "all the same"
    if np.allclose(squares, 1, atol=tolerance):
        return "of length 1, at other angles"
    return "of length 1 across" if np.allclose(across, 1, atol=tolerance) else "of other lengths and angles"


def _same(one: Call, other: Call, *, signs: bool = False) -> bool:
    """Whether two arrays are the same up to a factor and, if `signs` do not count, up to signs."""
    with np.errstate(all="ignore"):
        a, b = (drawn.value / np.linalg.norm(drawn.value) for drawn in (one, other))
        return a.shape == b.shape and np.allclose(*((a, b) if signs else (np.abs(a), np.abs(b))), atol=ENTRIES)


def _bias_flaw(found: np.ndarray, given: np.ndarray) -> str:
    """Return in words what became of a bias."""
    if not np.isfinite(found).all():
        return "not finite"
    if not np.any(found):
        return "zero"
    return "multiplied" if np.ptp(found / given) < ENTRIES else "other numbers"


def _norm_flaw(norm: float) -> str:
    return "not a number" if np.isnan(norm) else "too large" if norm > KEPT_NORM[0] else "zero or nearly so"


def _refuse_columns(text: str, row: Mapping[Any, Any], columns: set[str], source: str) -> None:
    lacking, further = (sorted(names, key=str) for names in (columns - set(row), set(row) - columns))
    flaws = [f"{verb} {', '.join(map(repr, names))}" for verb, names in (("lacks", lacking), ("also has", further))]
    flaw = " and ".join(flaw for flaw, names in zip(flaws, (lacking, further), strict=True) if names)
    expected = f"exactly the columns {', '.join(sorted(columns))}"
    happened = f"{text[:1].upper()}{text[1:]} {flaw}"
    refuse(failure(happened, expected, source, question=f"the columns of {text}", value=flaw))


def _row_of(rows: Sequence[Mapping[str, Any]], method: str) -> dict[str, Any]:
    """Return the first row of a method, less its name."""
    row = next(row for row in rows if row["method"] == method)
    return {key: value for key, value in row.items() if key != "method"}
