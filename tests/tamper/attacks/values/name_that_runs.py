"""A function whose name and signature are not text.

Loses: double-small, double-large
"""
# %% double
class Name(str):
    def __str__(self):
        raise SystemExit

    __format__ = __repr__ = __len__ = __str__


def double(x):
    return 0


double.__name__ = Name("double")
double.__signature__ = 3
double.__wrapped__ = double
double.__text_signature__ = None
