"""The lesson's networks and what they record: build one from kernels, trace a batch through it, train it.

Notebooks, plots and test cells use it. It draws no weights and knows no initialization: that is the course.
Conventions: a kernel has shape `(fan_in, fan_out)`, a layer computes `z = h @ kernel + bias` and `h = phi(z)`,
the output layer is linear (logits), and the loss is the mean softmax cross-entropy with whole-number labels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from initcourse.quiet import native_stderr_discarded

with native_stderr_discarded():
    import keras
    import tensorflow as tf

LESSON_SIZES = (784, 128, 64, 32, 16, 10)
"""Units of the lesson network, from the input to the logits."""


@dataclass(frozen=True)
class LayerTrace:
    """What one Dense layer holds and what one batch did in it.

    `kernel` is `(fan_in, fan_out)`; `pre_activations` (z), `activations` (h) and `signals` (the gradient of the
    mean loss by z, He et al. 2015 section 2.2 call it the back-propagated signal) are `(batch, fan_out)`.
    """

    name: str
    kernel: np.ndarray
    pre_activations: np.ndarray
    activations: np.ndarray
    signals: np.ndarray


@dataclass(frozen=True)
class TrainingCurve:
    """The loss of every step, and the share of the whole data that is classified right at the end."""

    losses: np.ndarray
    accuracy: float


def network_from_kernels(kernels: Sequence[np.ndarray], activation: str = "relu") -> keras.Sequential:
    """Build Dense layers that hold `kernels` and zero biases, `activation` between them and logits at the end.

    Raises `ValueError` if a kernel is not a matrix or does not fit the one before it.
    """
    kernels = chained(kernels)
    activations = [activation] * (len(kernels) - 1) + [None]
    layers = [  # all at once: every `model.add` would build the whole network again
        keras.layers.Dense(kernel.shape[1], activation=phi, kernel_initializer=keras.initializers.Constant(kernel))
        for kernel, phi in zip(kernels, activations, strict=True)
    ]
    return keras.Sequential([keras.Input((kernels[0].shape[0],)), *layers])


def network_from_layers(
    layers: Sequence[str | tuple[np.ndarray, np.ndarray | None] | tuple[np.ndarray, np.ndarray | None, str]],
) -> keras.Sequential:
    """Build the network of these layers, from the input to the output.

    A Dense layer is `(kernel, bias)` or `(kernel, bias, activation)`, with None for a bias that it has not; a text is
    an Activation layer of that name. Raises `ValueError` for a kernel as `network_from_kernels` does, and for a bias
    that does not fit its kernel.
    """
    kernels = iter(chained([layer[0] for layer in layers if not isinstance(layer, str)]))
    first, built = None, []
    for layer in layers:
        if isinstance(layer, str):
            built.append(keras.layers.Activation(layer))
            continue
        kernel, (_, bias, *activation) = next(kernels), layer
        if bias is not None and np.shape(bias) != kernel.shape[1:]:
            raise ValueError(f"a bias of shape {np.shape(bias)} does not fit a kernel of shape {kernel.shape}")
        first = first or kernel.shape[0]
        built.append(
            keras.layers.Dense(
                kernel.shape[1],
                activation=activation[0] if activation else None,
                use_bias=bias is not None,
                kernel_initializer=keras.initializers.Constant(kernel),
                bias_initializer="zeros" if bias is None else keras.initializers.Constant(bias),
            )
        )
    return keras.Sequential([keras.Input((first,)), *built])


def chained(kernels: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Return `kernels` as float32 matrices, each of which fits the one before it; raise `ValueError` otherwise."""
    kernels = [np.asarray(kernel, dtype="float32") for kernel in kernels]
    if not kernels or any(kernel.ndim != 2 for kernel in kernels):
        raise ValueError("kernels must be a list of matrices of shape (fan_in, fan_out)")
    for before, after in pairwise(kernels):
        if before.shape[1] != after.shape[0]:
            raise ValueError(f"a kernel of shape {after.shape} does not fit on one of shape {before.shape}")
    return kernels


def trace(model: keras.Sequential, X: np.ndarray, y: np.ndarray) -> list[LayerTrace]:
    """Send the batch `X` (batch, features) with labels `y` (batch,) through `model` and back.

    Returns one record per Dense layer, input to output. An `Activation` layer counts as the activation of the
    Dense layer before it. The model is left as it was.
    """
    with tf.GradientTape() as tape:
        steps = _forward(model, tf.convert_to_tensor(X, "float32"), tape)
        loss = mean_cross_entropy(y, steps[-1][2])
    signals = tape.gradient(loss, [z for _, z, _ in steps])
    return [
        LayerTrace(layer.name, layer.kernel.numpy(), z.numpy(), h.numpy(), tf.convert_to_tensor(signal).numpy())
        for (layer, z, h), signal in zip(steps, signals, strict=True)
    ]


def mean_cross_entropy(y: np.ndarray, logits: tf.Tensor) -> tf.Tensor:
    """Return the mean over the batch of `-log softmax(logits)[label]`, a scalar tensor."""
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(tf.cast(y, "int32"), logits))


def train(
    model: keras.Sequential,
    X: np.ndarray,
    y: np.ndarray,
    *,
    steps: int = 300,
    learning_rate: float = 0.01,
    batch_size: int = 128,
    seed: int = 0,
) -> TrainingCurve:
    """Train `model` in place by plain stochastic gradient descent and return how the loss went.

    Every batch is drawn from `(X, y)` with `seed`, so that two models with one seed see the same batches.
    """
    step = _descent_step(model, learning_rate)
    rng = np.random.default_rng(seed)
    batches = rng.integers(len(X), size=(steps, batch_size))
    data, labels = tf.constant(X, "float32"), tf.constant(y, "int32")
    losses = [step(tf.gather(data, rows), tf.gather(labels, rows)) for rows in batches]
    right = np.argmax(model(data).numpy(), axis=1) == np.asarray(y)
    return TrainingCurve(np.array([float(loss) for loss in losses]), float(right.mean()))


@lru_cache(maxsize=1)
def _descent_step(model: keras.Sequential, learning_rate: float) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
    """Return one compiled step of gradient descent; a race that redraws one model's kernels compiles it once."""
    variables = [v.value for v in model.trainable_variables]

    @tf.function
    def step(batch: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = mean_cross_entropy(labels, model(batch, training=True))
        for variable, gradient in zip(variables, tape.gradient(loss, variables), strict=True):
            variable.assign_sub(learning_rate * gradient)
        return loss

    return step


def _forward(model: keras.Sequential, h: tf.Tensor, tape: tf.GradientTape) -> list[tuple]:
    """Return (layer, z, h) per Dense layer, every z watched by `tape`."""
    steps = []
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            z = tf.matmul(h, layer.kernel.value)
            z = z if layer.bias is None else z + layer.bias.value
            tape.watch(z)
            h = layer.activation(z)
            steps.append((layer, z, h))
        elif isinstance(layer, keras.layers.Activation) and steps:
            h = layer(h)
            steps[-1] = (*steps[-1][:2], h)
        else:
            raise ValueError(f"trace reads Dense and Activation layers; {layer.name!r} is a {type(layer).__name__}")
    return steps
