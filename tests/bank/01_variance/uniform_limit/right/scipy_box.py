"""Asks scipy for the standard deviation of U(-1, 1) and scales the box."""

from scipy import stats


def uniform_limit(variance):
    unit_box = stats.uniform(loc=-1, scale=2)
    return variance**0.5 / unit_box.std()
