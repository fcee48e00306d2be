"""Raises to the power one half."""


def uniform_limit(variance):
    return (3 * variance) ** 0.5
