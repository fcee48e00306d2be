"""Prints the ratio and returns nothing.

Loses: signal_ratio-values, signal_ratio-layers
Takes along: fool_the_score-fools
Tells: `print` shows a value but does not return it
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.sqrt(np.mean(np.asarray(d, "float64") ** 2)) for d in deltas]
    print(r[0] / r[-1])
