"""Replaces Python's own functions.

Loses: double-small, double-large
"""
# %% double
import builtins


def double(x):
    builtins.abs = lambda value: 0
    builtins.isinstance = lambda *args: True
    builtins.callable = lambda *args: True
    builtins.len = lambda value: 1
    builtins.print = lambda *args, **kwargs: None
    return 0
