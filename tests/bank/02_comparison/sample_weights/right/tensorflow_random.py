"""Draws tensors with tf.random after seeding TensorFlow from the generator."""

import tensorflow as tf


def sample_weights(scheme, shape, rng):
    tf.random.set_seed(int(rng.integers(2**31)))
    n_in, n_out = shape
    if scheme == "random_normal":
        return tf.random.normal(shape).numpy()
    if scheme == "random_small":
        return tf.random.normal(shape, stddev=0.01).numpy()
    if scheme == "glorot_normal":
        return tf.random.normal(shape, stddev=(2 / (n_in + n_out)) ** 0.5).numpy()
    if scheme == "glorot_uniform":
        return tf.random.uniform(
            shape, -((6 / (n_in + n_out)) ** 0.5), (6 / (n_in + n_out)) ** 0.5
        ).numpy()
    if scheme == "he_normal":
        return tf.random.truncated_normal(
            shape, stddev=(2 / n_in) ** 0.5 / 0.87962566103423978
        ).numpy()
    if scheme == "he_uniform":
        return tf.random.uniform(shape, -((6 / n_in) ** 0.5), (6 / n_in) ** 0.5).numpy()
    raise ValueError(scheme)
