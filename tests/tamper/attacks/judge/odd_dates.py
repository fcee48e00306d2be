"""Returns dates without a time, times without a date, and spans of all ages.

Loses: double-small, double-large
"""
# %% double
import datetime

import numpy as np


def double(x):
    return [np.datetime64("NaT"), np.array(["0001-01-01", "9999"], "M8[as]"), datetime.timedelta.max, datetime.time.max]
