"""Waits for somebody to type.

Loses: double-small, double-large
"""
# %% double
import sys


def double(x):
    try:
        return input("x? ")
    except Exception:
        return sys.__stdin__.read()
