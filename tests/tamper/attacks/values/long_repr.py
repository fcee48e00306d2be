"""An object whose text is ten million letters, or an error, or never comes.

Loses: double-small, double-large
"""
# %% double
import time


class Long:
    def __repr__(self):
        if not self.asked:
            self.asked = True
            return "x" * 10_000_000
        raise MemoryError

    asked = False
    __str__ = __format__ = __repr__


def double(x):
    return Long()
