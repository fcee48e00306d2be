"""The Frobenius norm over the root of the size."""

import numpy as np


def signal_ratio(deltas):
    rms = [np.linalg.norm(np.float64(d)) / np.size(d) ** 0.5 for d in deltas]
    return rms[0] / rms[-1]
