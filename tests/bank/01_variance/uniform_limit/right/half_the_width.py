"""Halves the width sqrt(12 variance) of the box."""

import math


def uniform_limit(variance):
    return math.sqrt(12 * variance) / 2
