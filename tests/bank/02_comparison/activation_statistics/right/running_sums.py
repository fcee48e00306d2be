"""Goes through the batch once, sample by sample, and keeps running sums."""

import numpy as np


class Running:
    def __init__(self, units):
        self.n = 0
        self.total = self.squares = 0.0
        self.beyond = 0
        self.alive = np.zeros(units, dtype=bool)

    def see(self, sample):
        self.n += sample.size
        self.total += np.sum(sample)
        self.squares += np.dot(sample, sample)
        self.beyond += sum((sample < -0.97) | (sample > 0.97))
        self.alive |= sample != 0

    def row(self):
        mean, second = self.total / self.n, self.squares / self.n
        return {
            "mean": mean,
            "std": np.sqrt(max(second - mean * mean, 0)),
            "second_moment": second,
            "saturated": self.beyond / self.n,
            "dead": 1 - self.alive.sum() / self.alive.size,
        }


def activation_statistics(layers):
    rows = []
    for h in layers:
        running = Running(h.shape[1])
        for sample in h:
            running.see(sample)
        rows.append(running.row())
    return rows
