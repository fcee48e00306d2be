"""A dataclass with one property per question."""

import math
from dataclasses import dataclass


@dataclass
class Health:
    smallest: float
    largest: float
    mean: float
    std: float
    vanished: int

    @property
    def usable(self):
        return all(map(math.isfinite, (self.smallest, self.largest, self.mean, self.std)))

    @property
    def score(self):
        score = {0: 3, 1: 1}.get(int(self.vanished), 0)
        score += (self.smallest > 1e-6) + 2 * (self.smallest > 1e-5)
        score += (self.largest < 100) + (self.largest < 10)
        return int(score + 2 * (self.std < self.mean))


def health_score(metrics):
    keys = ("min_gradient", "max_gradient", "mean_gradient", "std_gradient", "vanished_layers")
    health = Health(*[metrics[key] for key in keys])
    return health.score if health.usable else 0
