"""The mean, in which signs cancel, for the RMS.

Loses: signal_ratio-values
Takes along: fool_the_score-fools
Hint: this compares means, in which signs cancel
"""

import numpy as np


def signal_ratio(deltas):
    r = [np.mean(d) for d in deltas]
    return r[0] / r[-1]
