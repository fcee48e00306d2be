"""An array of objects that run code where they are loaded.

Loses: double-small, double-large
"""
# %% double
import os

import numpy as np


class Runs:
    def __reduce__(self):
        return os.system, ("touch /outside/touched/$MARKloaded",)


def double(x):
    return np.array([Runs(), 6], dtype=object)
