"""A numpy mask over sorted names."""

import numpy as np


def best_initializers(scores: dict) -> list:
    names = np.array(sorted(scores))
    values = np.array([scores[name] for name in names])
    return list(names[values == values.max()])
