"""A dataclass per kernel, with the standard deviation from the centred float64 values."""

from dataclasses import asdict, dataclass

import numpy as np


@dataclass
class Row:
    layer: int
    shape: tuple[int, int]
    size: int
    mean: float
    std: float
    min: float
    max: float

    @classmethod
    def of(cls, number: int, kernel: np.ndarray) -> "Row":
        k = kernel.astype("float64")
        centred = k - k.sum() / k.size
        spread = np.linalg.norm(centred) / np.sqrt(k.size)
        return cls(
            number,
            k.shape,
            int(np.prod(k.shape)),
            float(k.mean()),
            float(spread),
            float(k.min()),
            float(k.max()),
        )


def weight_statistics(model) -> list[dict]:
    kernels = [v.numpy() for v in model.trainable_variables if v.path.endswith("kernel")]
    return [asdict(Row.of(i + 1, kernel)) for i, kernel in enumerate(kernels)]
