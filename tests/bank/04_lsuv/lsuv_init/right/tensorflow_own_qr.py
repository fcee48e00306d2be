"""TensorFlow tensors, an orthonormal start of its own by QR, the moments from tf.nn."""

import keras
import numpy as np
import tensorflow as tf


def start(shape, rng):
    Q, _ = np.linalg.qr(rng.standard_normal((max(shape), min(shape))))
    return tf.constant(Q if shape[0] >= shape[1] else Q.T, tf.float32)


def lsuv_init(
    model: keras.Sequential, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None
) -> list:
    rng = np.random.default_rng() if rng is None else rng
    h = tf.cast(X, tf.float32)
    traces = []
    for layer in model.layers:
        if hasattr(layer, "kernel"):
            layer.kernel.assign(start(layer.kernel.shape, rng))
            trace = []
            while True:
                z = tf.linalg.matmul(h, layer.kernel) + layer.bias
                _, v = tf.nn.moments(z, axes=[0, 1])
                trace.append(float(v))
                done = abs(trace[-1] - target_variance) < tolerance or len(trace) > max_trials
                if done or not 1e-12 <= trace[-1] < float("inf"):
                    break
                layer.kernel.assign(layer.kernel * tf.sqrt(target_variance / v))
            traces.append(trace)
        h = layer(h)
    return traces
