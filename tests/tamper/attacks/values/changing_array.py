"""An array that another thread writes to while it is read.

Loses: double-small, double-large
"""
# %% double
import threading

import numpy as np

shared = np.zeros(200_000)


def write():
    while True:
        for value in (2.0, 6.0, 20.0, -8.0):
            shared.fill(value)


threading.Thread(target=write, daemon=True).start()


def double(x):
    return shared
