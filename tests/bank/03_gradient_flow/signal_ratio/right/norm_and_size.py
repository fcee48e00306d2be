"""The Frobenius norm over the root of the size, in the arrays' own precision."""

import numpy as np


def signal_ratio(deltas):
    rms = [np.linalg.norm(d) / d.size**0.5 for d in deltas]
    return rms[0] / rms[-1]
