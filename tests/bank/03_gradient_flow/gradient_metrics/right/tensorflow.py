"""TensorFlow reductions in float64."""

import tensorflow as tf


def gradient_metrics(norms):
    g = tf.constant(list(norms), dtype=tf.float64)
    some = g if len(norms) else tf.zeros(1, tf.float64)
    broken = tf.reduce_any(tf.math.is_nan(some))
    keep = lambda value: float("nan") if broken else float(value)
    return {
        "min_gradient": keep(tf.reduce_min(some)),
        "max_gradient": keep(tf.reduce_max(some)),
        "mean_gradient": keep(tf.reduce_mean(some)),
        "std_gradient": keep(tf.math.reduce_std(some)),
        "vanished_layers": int(tf.math.count_nonzero(g < 1e-6)),
        "weak_layers": int(tf.math.count_nonzero(g < 1e-4)),
        "exploded_layers": len(norms) - int(tf.math.count_nonzero(g < 100)),
        "total_layers": len(norms),
    }
