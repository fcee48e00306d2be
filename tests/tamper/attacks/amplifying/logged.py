"""Warns and logs a hundred thousand times, each time with another text.

Loses: double-small, double-large
May lose: halve-values
Takes: long
"""
# %% double
import logging, warnings

logging.basicConfig(level=0)
warnings.simplefilter("always")


def double(x):
    for number in range(100_000):
        warnings.warn(f"warning {number}")
        logging.warning("warning %d", number)
    return 0
