"""Exceptions that loops and event loops take for an end.

Loses: double-small, double-large
"""
# %% double
import asyncio


def double(x):
    raise (StopIteration(2 * x) if x == 3 else asyncio.CancelledError())
