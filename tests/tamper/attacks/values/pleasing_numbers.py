"""Subclasses of every kind of number and container, one after the other.

Loses: double-small, double-large
"""
# %% double
import collections, decimal, fractions

KINDS = [int, complex, bytes, list, tuple, dict, set, frozenset, decimal.Decimal, fractions.Fraction, collections.OrderedDict]
CALLS = iter(range(10**6))
PLEASE = {name: (lambda self, *args: True) for name in ("__eq__", "__lt__", "__le__", "__ge__", "__gt__")}
PLEASE |= {name: (lambda self, *args: 0.0) for name in ("__sub__", "__rsub__", "__abs__", "__float__", "__ne__")}


def double(x):
    kind = KINDS[next(CALLS) % len(KINDS)]
    return type(kind.__name__, (kind,), PLEASE | {"__hash__": lambda self: 0})()
