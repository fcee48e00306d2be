"""A text that equals everything.

Loses: double-small, double-large
"""
# %% double
class Pleasing(str):
    __eq__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __hash__ = lambda self: 0
    __len__ = lambda self: 0
    __float__ = __sub__ = __rsub__ = lambda self, *other: 0.0


def double(x):
    return Pleasing("6")
