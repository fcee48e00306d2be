"""Describes the layer by a dataclass of its own, which checks the arguments when it is made."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    n_in: int
    n_out: int
    gain: float

    def __post_init__(self):
        for fan in (self.n_in, self.n_out):
            if fan < 1:
                raise ValueError(f"fan {fan} is below 1")
        if self.gain <= 0:
            raise ValueError(f"gain {self.gain} is not above 0")

    @property
    def mean_fan(self):
        return 0.5 * (self.n_in + self.n_out)

    def variance(self):
        return self.gain**2 / self.mean_fan


def xavier_variance(n_in: int, n_out: int, gain: float = 1.0) -> float:
    return Layer(n_in, n_out, gain).variance()
