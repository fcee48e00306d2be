"""Python's statistics module on lists, and a set per unit to find the dead ones."""

from statistics import fmean, pstdev

import numpy as np


def describe(h: list[list[float]]) -> dict[str, float]:
    entries = [x for sample in h for x in sample]
    units = [set(unit) for unit in zip(*h)]
    return {
        "mean": fmean(entries),
        "std": pstdev(entries),
        "second_moment": fmean(x**2 for x in entries),
        "saturated": fmean(abs(x) > 0.97 for x in entries),
        "dead": fmean(unit == {0.0} for unit in units),
    }


def activation_statistics(layers):
    return [describe(np.asarray(h).tolist()) for h in layers]
