"""All layers' RMS in a list, from the mean over the batch of the mean over the units."""

import numpy as np


def rms(delta):
    squares = np.array(delta, dtype=np.longdouble) ** 2
    return np.sqrt(squares.mean(axis=1).mean(axis=0))


def signal_ratio(deltas):
    every = list(map(rms, deltas))
    return float(every[0] / every[-1])
