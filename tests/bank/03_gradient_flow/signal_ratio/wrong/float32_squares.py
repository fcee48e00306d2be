"""Squares in the arrays' own precision, so that small float32 signals become 0.

Loses: signal_ratio-values
Hint: the squares of these float32 numbers became 0; convert to float64 first
"""

import numpy as np


def signal_ratio(deltas):
    rms = [np.sqrt(np.mean(d**2)) for d in deltas]
    return rms[0] / rms[-1]
