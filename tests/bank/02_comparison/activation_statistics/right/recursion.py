"""Recursion over the layers; a dead unit by its smallest and largest value."""

import numpy as np


def activation_statistics(layers):
    if len(layers) == 0:
        return []
    h = np.array(layers[0], dtype="float64")
    squares = np.square(h)
    row = {"mean": h.mean(), "second_moment": squares.mean()}
    row["std"] = np.linalg.norm(h - row["mean"]) / h.size**0.5
    row["saturated"] = np.mean(np.where(squares > 0.97**2, 1, 0))
    row["dead"] = np.mean((h.min(axis=0) == 0) & (h.max(axis=0) == 0))
    return [row, *activation_statistics(layers[1:])]
