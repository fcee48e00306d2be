"""A Series of factors, numbered by the layers from 1, and its cumulative product."""

import pandas as pd


def forward_second_moments(layer_sizes, variances, activation):
    kept = {"linear": 1.0, "relu": 0.5}.get(activation)
    if kept is None:
        raise ValueError(f"no rule for {activation}")
    layers = range(1, len(variances) + 1)
    factors = pd.Series(layer_sizes[:-1], index=layers) * pd.Series(variances, index=layers)
    factors.loc[2:] *= kept
    return factors.cumprod()
