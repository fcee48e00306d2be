"""Compares layer 1 with layer 2 instead of the last.

Loses: signal_ratio-values, signal_ratio-layers
Takes along: fool_the_score-fools
Hint: this compares layer 1 with layer 2
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.sqrt(np.mean(np.asarray(d, "float64") ** 2)) for d in deltas]
    return r[0] / r[min(1, len(r) - 1)]
