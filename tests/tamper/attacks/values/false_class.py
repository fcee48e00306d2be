"""An object that says it is a number.

Loses: double-small, double-large
"""
# %% double
class Number:
    __class__ = float

    def __float__(self):
        return 0.0

    __sub__ = __rsub__ = __abs__ = __array__ = lambda self, *args, **kwargs: 0.0
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __len__ = lambda self: 1
    __iter__ = lambda self: iter([self])
    __getattr__ = lambda self, name: self
    __call__ = lambda self, *args, **kwargs: self


def double(x):
    return Number()
