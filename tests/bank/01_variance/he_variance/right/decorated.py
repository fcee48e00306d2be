"""Checks the fan in a decorator and averages the squared slopes of the two halves of z."""

import functools
from statistics import fmean


def needs_an_input(function):
    @functools.wraps(function)
    def checked(n_in: int, negative_slope: float = 0.0) -> float:
        if not n_in >= 1:
            raise ValueError(f"{n_in} inputs")
        return function(n_in, negative_slope)

    return checked


@needs_an_input
def he_variance(n_in, negative_slope):
    return 1.0 / n_in / fmean([1.0, negative_slope**2])
