"""One comprehension over pairs, with the formulas written out."""

from itertools import pairwise


def variance_table(layer_sizes):
    return [
        {
            "n_in": n_in,
            "n_out": n_out,
            "xavier_variance": 2 / (n_in + n_out),
            "he_variance": 2 / n_in,
            "xavier_std": (2 / (n_in + n_out)) ** 0.5,
            "he_std": (2 / n_in) ** 0.5,
        }
        for n_in, n_out in pairwise(layer_sizes)
    ]
