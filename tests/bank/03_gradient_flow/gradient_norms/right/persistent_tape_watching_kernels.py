"""A tape that watches the kernels alone, float64 einsum for the norm, own helper functions."""

import keras
import tensorflow as tf


def kernels(model):
    return [weight.value for weight in model.weights if len(weight.shape) == 2]


def norm(gradient):
    g = tf.cast(gradient, tf.float64)
    return float(tf.einsum("ij,ij->", g, g)) ** 0.5


def loss(model, X, y):
    rows = tf.range(len(y))
    logp = tf.nn.log_softmax(model(tf.convert_to_tensor(X, "float32")))
    return -tf.reduce_mean(tf.gather_nd(logp, tf.stack([rows, tf.cast(y, "int32")], axis=1)))


def gradient_norms(model: keras.Sequential, X, y) -> list[float]:
    watched = kernels(model)
    with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
        tape.watch(watched)
        value = loss(model, X, y)
    return [norm(tape.gradient(value, kernel)) for kernel in watched]
