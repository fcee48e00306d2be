"""A class holds the batch on its way through the model; own SVD start, a generator traces."""

import keras
import numpy as np


class Tuner:
    def __init__(self, X, target, tolerance, max_trials, rng):
        self.h, self.rng = np.float64(X), rng
        self.target, self.tolerance, self.max_trials = target, tolerance, max_trials

    def draw(self, shape):
        U, _, V = np.linalg.svd(self.rng.standard_normal(shape), full_matrices=False)
        return U @ V

    def trials(self, layer):
        bias = layer.get_weights()[1]
        self.W = self.draw(layer.get_weights()[0].shape)
        for trial in range(self.max_trials + 1):
            v = np.var(self.h @ self.W + bias)
            yield float(v)
            if (
                abs(v - self.target) < self.tolerance
                or not 1e-12 <= v < np.inf
                or trial == self.max_trials
            ):
                return
            self.W = self.W * np.sqrt(self.target / v)

    def visit(self, layer):
        trace = None
        if isinstance(layer, keras.layers.Dense):
            trace = list(self.trials(layer))
            layer.set_weights([self.W, layer.get_weights()[1]])
        self.h = np.asarray(layer(self.h))
        return trace


def lsuv_init(model, X, target_variance=1.0, tolerance=0.05, max_trials=10, rng=None):
    tuner = Tuner(X, target_variance, tolerance, max_trials, np.random.default_rng(rng))
    return [trace for trace in map(tuner.visit, model.layers) if trace is not None]
