"""An exception whose text never comes.

Loses: double-small, double-large
"""
# %% double
class Slow(Exception):
    def __str__(self):
        while True:
            pass

    __repr__ = __format__ = __str__


def double(x):
    raise Slow
