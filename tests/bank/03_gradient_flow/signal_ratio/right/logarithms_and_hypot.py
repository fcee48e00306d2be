"""Lengths by math.hypot, which neither under- nor overflows, and the ratio by logarithms."""

import math


def log_rms(delta):
    entries = [float(entry) for row in delta for entry in row]
    return math.log(math.hypot(*entries)) - math.log(len(entries)) / 2


def signal_ratio(deltas: list) -> float:
    first, *_, last = deltas if len(deltas) > 1 else [deltas[0], deltas[0]]
    return math.exp(log_rms(first) - log_rms(last))
