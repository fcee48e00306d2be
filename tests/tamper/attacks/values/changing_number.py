"""A number that is another one each time it is asked.

Loses: double-small, double-large
"""
# %% double
class Changing:
    asked = 0

    def __float__(self):
        Changing.asked += 1
        return float([2, 6, 20, -8][Changing.asked % 4])

    __int__ = __index__ = lambda self: int(float(self))
    __array__ = lambda self, dtype=None, copy=None: __import__("numpy").asarray(float(self))
    __eq__ = lambda self, other: float(self) == other or True
    __sub__ = __rsub__ = lambda self, other: 0.0


def double(x):
    return Changing()
