"""A pandas Series that does not skip NaN."""

import numpy as np
import pandas as pd


def gradient_metrics(norms):
    series = pd.Series(list(norms), dtype="float64")
    how = {"skipna": False}
    statistics = {
        "min_gradient": series.min(**how),
        "max_gradient": series.max(**how),
        "mean_gradient": series.mean(**how),
        "std_gradient": series.std(ddof=0, **how),
    }
    if series.empty:
        statistics = {key: 0.0 for key in statistics}
    return statistics | {
        "vanished_layers": int(series.lt(1e-6).sum()),
        "weak_layers": int(series.lt(1e-4).sum()),
        "exploded_layers": int((~series.between(-np.inf, 100, inclusive="left")).sum()),
        "total_layers": series.size,
    }
