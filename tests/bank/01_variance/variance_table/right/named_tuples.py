"""Keeps a row in a NamedTuple and turns it into a dict at the end."""

from typing import NamedTuple


class Fans(NamedTuple):
    n_in: int
    n_out: int

    def row(self) -> dict:
        xavier = xavier_variance(*self)
        he = he_variance(self.n_in)
        return self._asdict() | {
            "he_std": he**0.5,
            "xavier_std": xavier**0.5,
            "he_variance": he,
            "xavier_variance": xavier,
        }


def variance_table(layer_sizes: list[int]) -> list[dict]:
    return [Fans(*pair).row() for pair in zip(layer_sizes, layer_sizes[1:])]
