"""Compares the first eight rows of each batch.

Loses: signal_ratio-values
Hint: the RMS runs over all rows of the batch, however many there are
"""

import numpy as np


def signal_ratio(deltas):
    first, last = (np.sqrt(np.mean(np.asarray(d[:8], float) ** 2)) for d in (deltas[0], deltas[-1]))
    return float(first / last)
