"""Squares the activations where they are.

Loses: signal_ratio-layers
Tells: work on a copy
"""

import numpy as np


def signal_ratio(activations):
    for h in activations:
        h *= h
    return float(np.sqrt(np.mean(activations[0]) / np.mean(activations[-1])))
