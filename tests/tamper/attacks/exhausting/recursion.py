"""Calls itself until the stack is full.

Loses: double-small, double-large
May lose: halve-values
"""
# %% double
import sys, threading

sys.setrecursionlimit(10**9)


class Deep:
    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other


def double(x):
    return repr(Deep())
