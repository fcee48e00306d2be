"""Appends to a deque."""

from collections import deque


def forward_second_moments(layer_sizes, variances, activation):
    kept = {"linear": 1.0, "relu": 0.5}
    if activation not in kept:
        raise ValueError(f"no rule for {activation}")
    moments = deque()
    for n_in, variance in zip(layer_sizes, variances):
        before = moments[-1] * kept[activation] if moments else 1.0
        moments.append(n_in * variance * before)
    return moments
