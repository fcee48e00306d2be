"""Keras layers and activations: described where they live, and made again from names that are listed here.

`keras_models` and `lazy_models` use it. An activation counts as one of Keras' own if it is that function, or does on
two grids what it does; a layer, if its class adds no more than its own way to be made. Keras is imported only where a
layer is met.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from initcourse.grading.codec.keras_table import OTHER, LayerRow
from initcourse.grading.codec.protocol import NotSerializable

ACTIVATIONS = (
    *("linear", "relu", "tanh", "sigmoid", "softmax", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus"),
    *("softsign", "relu6", "exponential", "hard_sigmoid", "hard_silu", "mish", "log_softmax", "celu", "hard_tanh"),
)
"""Names of `keras.activations` that cross."""

SETTINGS: dict[str, tuple[str, ...]] = {
    "Dense": ("units", "use_bias"),
    "Activation": (),
    "ReLU": ("max_value", "negative_slope", "threshold"),
    "LeakyReLU": ("negative_slope",),
    "ELU": ("alpha",),
    "Softmax": ("axis",),
    "Dropout": ("rate",),
    "Flatten": (),
}
"""Layer classes that cross, and what each is made with besides its activation."""

ACTIVATED = ("Dense", "Activation")
"""Layer classes that are made with an activation."""

MAX_UNBUILT_UNITS = 10_000
"""Units of a Dense layer without weights, which takes its input's size times as much memory when it is called."""

HARMLESS = frozenset(("__init__", "__module__", "__dict__", "__weakref__", "__doc__", "__annotations__", "get_config"))
"""What a class made of one of Keras' may define again while it still does what Keras' does."""

NUMBERS = (bool, int, float, type(None))


def describe_layer(layer: Any) -> list[Any]:
    """Return kind, name, settings, activation, flag, type, shape of the output, and weights of a layer."""
    kind, phi = _kind_and_activation(layer)
    settings = {key: _number(getattr(layer, key)) for key in SETTINGS.get(kind, ())}
    dtype = str(getattr(layer, "variable_dtype", "float32"))
    weights = [np.asarray(array) for array in layer.get_weights()]
    return [kind, str(layer.name), settings, phi, bool(layer.trainable), dtype, _output(layer), weights]


def make_layer(row: LayerRow) -> Any:
    """Make the layer of this row, built if it has weights; raises `NotSerializable` if its parts do not fit."""
    import keras

    if row.kind == OTHER:
        return _opaque_layer_class()(row)
    expect_whole_row(row)
    phi = {"activation": activation_named(row.activation)} if row.kind in ACTIVATED else {}
    weights = dict(zip(("kernel_initializer", "bias_initializer"), map(_initializer, row.weights), strict=False))
    try:
        layer = getattr(keras.layers, row.kind)(**row.settings, **phi, **weights, name=row.name, dtype=row.dtype)
    except Exception as error:
        raise NotSerializable(f"a {row.kind} layer cannot have these settings") from error
    if row.weights:
        layer.build((None, row.weights[0].shape[0]))
        for initializer in weights:
            setattr(layer, initializer, keras.initializers.Zeros())  # as Keras can write it down and read it
    return layer


def expect_whole_row(row: LayerRow) -> None:
    """Raise `NotSerializable` unless the parts of this row make a layer of Keras' own."""
    if row.kind not in SETTINGS or set(row.settings) != set(SETTINGS[row.kind]) or not _allowed(row.settings):
        raise NotSerializable("a layer of another class or with other settings")
    names: tuple[str | None, ...] = (*ACTIVATIONS, OTHER) if row.kind in ACTIVATED else (None,)
    if row.activation not in names:
        raise NotSerializable("an activation of an unknown name")
    shapes = [array.shape for array in row.weights]
    if shapes and row.kind != "Dense":
        raise NotSerializable(f"a {row.kind} layer has no weights")
    if row.kind != "Dense":
        return
    units, bias = row.settings["units"], row.settings["use_bias"]
    if units < 1 or (not shapes and units > MAX_UNBUILT_UNITS):
        raise NotSerializable("a Dense layer of an impossible size")
    if not shapes:
        return
    if len(shapes[0]) < 2 or shapes != [(shapes[0][0], units), (units,)][: 1 + bias]:
        raise NotSerializable("a kernel or a bias that is not of the layer's size")


def activation_named(name: str | None) -> Any:
    """Return Keras' activation of this name, or the one that gives NaN if it did not cross."""
    import keras

    if name == OTHER:
        return opaque_activation
    if name not in ACTIVATIONS:
        raise NotSerializable("an activation of an unknown name")
    return keras.activations.get(name)


def opaque_activation(z: Any) -> Any:
    """Stand for an activation that stayed in the student's process: every number is NaN."""
    return z * float("nan")


def opaque_layer() -> Any:
    """Return a layer that makes every number NaN."""
    import keras

    return keras.layers.Activation(opaque_activation, name="opaque")


def _kind_and_activation(layer: Any) -> tuple[str, str | None]:
    import keras

    for kind in SETTINGS:
        cls = getattr(keras.layers, kind)
        if isinstance(layer, cls) and not redefines(layer, cls):
            return kind, activation_name(layer.activation) if kind in ACTIVATED else None
    name = OTHER if layer.weights else activation_name(layer)
    return (OTHER, None) if name == OTHER else ("Activation", name)


def redefines(thing: Any, cls: type) -> bool:
    """Whether an instance of `cls`, or a class between its own and `cls`, may do something else than `cls` does."""
    between = type(thing).__mro__[: type(thing).__mro__.index(cls)]
    again = set().union(*map(vars, between)) & set(dir(cls)) - HARMLESS
    return bool(again) or not vars(thing).keys().isdisjoint(("call", "__call__"))


def activation_name(function: Any) -> str:
    """Return the name of Keras' activation that `function` is, or does the same as on the grids; else `OTHER`."""
    import keras

    if function in (None, opaque_activation):
        return OTHER if function is opaque_activation else "linear"
    for name in ACTIVATIONS:
        if keras.activations.get(name) is function:
            return name
    try:
        outputs = _on_grids(function)
    except Exception:
        return OTHER
    return next((name for name, values in _of_keras().items() if all(map(_is_close, outputs, values))), OTHER)


@lru_cache(maxsize=1)
def _of_keras() -> dict[str, list[np.ndarray]]:
    import keras

    return {name: _on_grids(keras.activations.get(name)) for name in ACTIVATIONS}


def _on_grids(function: Any) -> list[np.ndarray]:
    """Return what the function makes of small and of large numbers, in batches of two sizes."""
    import keras

    grids = (np.linspace(-6, 6, 24).reshape(4, 6), np.linspace(-50, 50, 35).reshape(5, 7))
    return [np.asarray(function(keras.ops.convert_to_tensor(grid.astype("float32")))) for grid in grids]


def _is_close(outputs: np.ndarray, values: np.ndarray) -> bool:
    same_form = outputs.shape == values.shape and outputs.dtype.kind == "f"
    return same_form and np.allclose(outputs, values, rtol=1e-4, atol=1e-6)


def _output(layer: Any) -> list[int] | None:
    try:
        shape = layer.output.shape[1:]
    except Exception:
        return None
    return [int(side) for side in shape] if all(isinstance(side, int) for side in shape) else None


def _number(value: Any) -> Any:
    if isinstance(value, np.generic | np.ndarray):
        return value.item()
    return value if type(value) in NUMBERS else float(value)


def _allowed(settings: dict[str, Any]) -> bool:
    numbers = all(type(value) in NUMBERS and (value is None or abs(value) <= 1e6) for value in settings.values())
    return numbers and type(settings.get("units", 1)) is int and type(settings.get("use_bias", True)) is bool


def _initializer(array: np.ndarray) -> Callable[..., np.ndarray]:
    """Return what gives a new variable these numbers: drawing some and overwriting them takes longer."""
    return lambda shape, dtype=None: array


@lru_cache(maxsize=1)
def _opaque_layer_class() -> type:
    """Return the class of layers that stand for others; a function, as Keras is not imported before a model is met."""
    import keras

    class OpaqueLayer(keras.layers.Layer):
        """Holds the weights of a layer that stayed in the student's process, and gives NaN."""

        def __init__(self, row: LayerRow) -> None:
            super().__init__(name=row.name, dtype=row.dtype)
            self.shape = row.output
            for array in row.weights:
                self.add_weight(shape=array.shape, initializer="zeros", dtype=array.dtype.name)
            self.built = True
            self.set_weights(list(row.weights))

        def call(self, h: Any) -> Any:
            if self.shape is None:
                return h * float("nan")
            return keras.ops.full((keras.ops.shape(h)[0], *self.shape), float("nan"))

        def compute_output_shape(self, shape: tuple[Any, ...]) -> tuple[Any, ...]:
            return shape if self.shape is None else (shape[0], *self.shape)

    return OpaqueLayer
