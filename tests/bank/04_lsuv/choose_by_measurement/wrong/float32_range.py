"""Takes ratios for zero or infinite that do not fit into float32.

Loses: choose_by_measurement-broken
Hint: float32 holds neither very large nor very small numbers: they become infinite or zero
"""

import numpy as np


def choose_by_measurement(ratios):
    with np.errstate(over="ignore", under="ignore"):
        usable = {m: r for m, r in ratios.items() if 0 < np.float32(r) < np.inf}
    return min(usable, key=lambda m: abs(np.log(usable[m])))
