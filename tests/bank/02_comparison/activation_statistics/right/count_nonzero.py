"""einsum for the second moment and counts for the shares."""

import numpy as np


def activation_statistics(layers):
    return [
        dict(
            mean=np.average(h),
            std=np.sqrt(np.var(h)),
            second_moment=np.einsum("bu,bu->", h, h) / h.size,
            saturated=np.count_nonzero(abs(h) > 0.97) / h.size,
            dead=1 - np.count_nonzero(np.any(h != 0, axis=0)) / h.shape[1],
        )
        for h in layers
    ]
