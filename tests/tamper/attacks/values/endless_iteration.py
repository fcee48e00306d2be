"""A list whose iteration never ends.

Loses: double-small, double-large
"""
# %% double
class Endless(list):
    def __iter__(self):
        while True:
            yield 6

    def __len__(self):
        return 1 << 62

    def items(self):
        return self


def double(x):
    return Endless([6])
