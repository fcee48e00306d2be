"""A function, a module, a class and a frame for a value.

Loses: double-small, double-large
"""
# %% double
import os, sys


def double(x):
    return [double, os, type, sys._getframe(), (lambda: 6), Ellipsis, NotImplemented, slice(1), memoryview(b"a"), open(os.devnull)]
