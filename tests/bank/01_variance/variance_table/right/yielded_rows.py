"""Yields one row after the other."""


def variance_table(layer_sizes):
    for n_in, n_out in zip(layer_sizes[:-1], layer_sizes[1:]):
        xavier, he = xavier_variance(n_in, n_out), he_variance(n_in)
        yield {
            "n_in": n_in,
            "n_out": n_out,
            "xavier_variance": xavier,
            "he_variance": he,
            "xavier_std": xavier**0.5,
            "he_std": he**0.5,
        }
