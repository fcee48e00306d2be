"""Returns pandas' values that hold others: intervals, categories, series of series.

Loses: double-small, double-large
Takes: long
"""
# %% double
import pandas as pd


def double(x):
    frame = pd.DataFrame({f"c{n}": [1.0] for n in range(20_000)})
    return [frame, pd.Interval(0, 100), pd.Series([pd.Series([1])]), pd.Categorical(["a"] * 9), pd.NA]
