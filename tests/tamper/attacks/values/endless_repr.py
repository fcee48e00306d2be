"""An object that takes for ever to tell what it is.

Loses: double-small, double-large
"""
# %% double
class Slow:
    def __repr__(self):
        while True:
            pass

    __str__ = __len__ = __float__ = __array__ = __eq__ = __iter__ = __hash__ = __repr__


def double(x):
    return Slow()
